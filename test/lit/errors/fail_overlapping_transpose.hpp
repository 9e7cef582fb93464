// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::MatrixXd &A) {
  Eigen::MatrixXd B = A;
// CHECK: fail_overlapping_transpose.hpp:[[#@LINE+2]]:7: error: 'B' is overwritten while other coefficients of it are read
// CHECK: fail_overlapping_transpose.hpp:[[#@LINE+1]]:7: note: evaluate the right side first, with '.eval()'
  B = B.transpose();
  return B.sum();
}
