// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::VectorXd &x) {
  Eigen::DiagonalMatrix<double, Eigen::Dynamic> D(x);
// CHECK: fail_diagonal_matrix.hpp:[[#@LINE+1]]:11: error: not supported: this diagonal matrix
  return (D * x).sum();
}
