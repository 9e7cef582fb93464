// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::VectorXd &x) {
// CHECK: fail_redux_lambda.hpp:[[#@LINE+2]]:18: error: not supported: 'redux' with this lambda
// CHECK: fail_redux_lambda.hpp:[[#@LINE+1]]:{{[0-9]+}}: note: sums, products, maxima and minima of its two parameters are supported
  return x.redux([](double a, double b) { return a * b + a; });
}
