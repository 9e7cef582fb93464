// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::MatrixXd &A) {
  Eigen::MatrixXd B = A;
// CHECK: fail_overlapping_colwise.hpp:[[#@LINE+2]]:18: error: 'B' is overwritten while other coefficients of it are read
// CHECK: fail_overlapping_colwise.hpp:[[#@LINE+1]]:18: note: evaluate the right side first, with '.eval()'
  B.colwise() -= B.col(0);
  return B.sum();
}
