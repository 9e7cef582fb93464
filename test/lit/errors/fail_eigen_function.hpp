// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::MatrixXd &A) {
// CHECK: fail_eigen_function.hpp:[[#@LINE+2]]:50: error: not supported: 'NullaryExpr' with this function
// CHECK: note: write it as a lambda in its place, with scalars as its parameters and its result
  return (A + Eigen::MatrixXd::NullaryExpr(3, 3, [](Eigen::Index i) { return 1.0 * double(i); })).sum();
}
