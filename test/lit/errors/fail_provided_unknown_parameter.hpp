// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_provided_unknown_parameter.hpp:[[#@LINE+2]]:22: error: 'f' has no parameter 'y'
// CHECK: fail_provided_unknown_parameter.hpp:[[#@LINE+1]]:22: note: its parameters: x
GATEAUX_PROVIDED(wrt(y), tangent)
inline double f(double x) { return x * x; }
inline double f_tangent(double x, const double &x_dot, double &f_dot) {
  f_dot = 2 * x * x_dot;
  return x * x;
}
GATEAUX_DIFFERENTIATE(gradient)
inline double g(double x) { return x; }
