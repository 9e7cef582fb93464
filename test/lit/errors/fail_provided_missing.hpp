// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_provided_missing.hpp:[[#@LINE+2]]:35: error: no 'f_adjoint' with the signature that 'adjoint' says
// CHECK: fail_provided_missing.hpp:[[#@LINE+1]]:35: note: expected: double f_adjoint(double x, const double &f_bar, double &x_bar)
GATEAUX_PROVIDED(wrt(x), tangent, adjoint)
inline double f(double x) { return x * x; }
inline double f_tangent(double x, const double &x_dot, double &f_dot) {
  f_dot = 2 * x * x_dot;
  return x * x;
}
GATEAUX_DIFFERENTIATE(gradient)
inline double g(double x) { return x; }
