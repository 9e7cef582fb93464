// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::VectorXd &x) {
  double s = 0;
// CHECK: fail_lambda_writes.hpp:[[#@LINE+2]]:22: error: not supported: a function that writes 's' for each coefficient
// CHECK: fail_lambda_writes.hpp:[[#@LINE+1]]:22: note: write a loop over the coefficients
  return x.unaryExpr([&s](double a) { s += a; return a * a; }).sum() + s;
}
