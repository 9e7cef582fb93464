// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::MatrixXd &A) {
// CHECK: fail_eigen_function.hpp:[[#@LINE+1]]:15: error: not supported: Eigen's 'NullaryExpr'
  return (A + Eigen::MatrixXd::NullaryExpr(3, 3, [](Eigen::Index i) { return 1.0 * double(i); })).sum();
}
