// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::MatrixXd &A, const Eigen::VectorXd &x) {
  Eigen::MatrixXd B = A;
// CHECK: fail_times_diagonal_assignment.hpp:[[#@LINE+1]]:8: error: not supported: '*=' with a diagonal matrix
  B *= x.asDiagonal();
  return B.sum();
}
