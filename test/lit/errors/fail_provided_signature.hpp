// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

// CHECK: fail_provided_signature.hpp:[[#@LINE+3]]:26: error: no 'f_tangent' with the signature that 'tangent' says
// CHECK: fail_provided_signature.hpp:[[#@LINE+2]]:26: note: expected: double f_tangent(const Eigen::VectorXd & x, int n, const Eigen::VectorXd &x_dot, double &f_dot)
// CHECK: fail_provided_signature.hpp:[[#@LINE+3]]:15: note: this has another signature
GATEAUX_PROVIDED(wrt(x), tangent)
inline double f(const Eigen::VectorXd &x, int n) { return x.sum() * n; }
inline double f_tangent(const Eigen::VectorXd &x, const Eigen::VectorXd &x_dot, int n, double &f_dot) {
  f_dot = x_dot.sum() * n;
  return x.sum() * n;
}
GATEAUX_DIFFERENTIATE(gradient)
inline double g(const Eigen::VectorXd &x) { return f(x, 2); }
