// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::MatrixXd &A, const Eigen::VectorXd &b) {
  Eigen::LLT<Eigen::MatrixXd> llt(A);
// CHECK: fail_eigen_class.hpp:[[#@LINE+1]]:14: error: not supported: Eigen's 'solve' of 'LLT'
  return llt.solve(b).sum();
}
