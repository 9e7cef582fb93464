// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_PROVIDED(wrt(y), tangent)
inline double f(double x) { return x * x; }
inline double f_tangent(double x, const double &x_dot, double &f_dot) {
  f_dot = 2 * x * x_dot;
  return x * x;
}
GATEAUX_DIFFERENTIATE(gradient)
inline double g(double x) { return x; }
