// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::VectorXd &x) {
// CHECK: fail_stored_in_other_size.hpp:[[#@LINE+1]]:23: error: not supported: storing a 4 x 1 value where a 3 x 1 value is declared
  Eigen::Vector3d y = x.head(4);
  return y.sum();
}
