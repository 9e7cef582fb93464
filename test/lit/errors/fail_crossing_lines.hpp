// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

// The coefficient that the column and the row have in common is written before it is read.
GATEAUX_DIFFERENTIATE(gradient)
inline double crossing(const Eigen::VectorXd &x) {
  Eigen::MatrixXd A = x * x.transpose();
// CHECK: fail_crossing_lines.hpp:[[#@LINE+1]]:14: error: 'A' is overwritten while other coefficients of it are read
  A.col(2) = A.row(1);
  return A.sum();
}

GATEAUX_DIFFERENTIATE(gradient)
inline double triangle(const Eigen::VectorXd &x) {
  Eigen::MatrixXd A = x * x.transpose();
// CHECK: fail_crossing_lines.hpp:[[#@LINE+2]]:38: error: 'A' is read by the product that is written into a triangle of it
// CHECK: fail_crossing_lines.hpp:[[#@LINE+1]]:38: note: evaluate the product first, with '.eval()'
  A.triangularView<Eigen::Lower>() = A * A;
  return A.sum();
}
