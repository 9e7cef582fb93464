// SPDX-License-Identifier: Apache-2.0
// RUN: %compiles %s %flags | FileCheck %s
//
// The derivative that is provided for a function may call the function.
#include <gateaux/gateaux.hpp>

#include <cmath>

GATEAUX_PROVIDED(wrt(x), tangent)
inline double cubed(double x) { return x * x * x; }

inline double cubed_tangent(double x, const double &x_dot, double &cubed_dot) {
  cubed_dot = 3 * cubed(x) / x * x_dot;
  return cubed(x);
}

// CHECK: inline double g_gradient(double x, double& x_bar
// CHECK: inline double g_hvp(
GATEAUX_DIFFERENTIATE(gradient, hvp)
inline double g(double x) { return std::sin(cubed(x)); }
