// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
// CHECK: fail_initialiser_rows.hpp:[[#@LINE+1]]:29: error: not supported: an initialiser list with rows of several lengths
  Eigen::MatrixXd A{{x, 1}, {x}};
  return A.sum();
}
