// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_PROVIDED(wrt(x), adjoint)
double g(double x);
double g_adjoint(double x, const double &g_bar, double &x_bar);

GATEAUX_DIFFERENTIATE(gradient, hvp)
inline double f(double x) {
// CHECK: fail_second_order_unread.hpp:[[#@LINE+2]]:10: error: not supported: derivatives of 'g_adjoint', which the tool does not read: its body is not visible
// CHECK: note: define it where the tool can read it, or write the derivative that is missing under 'GATEAUX_PROVIDED'
  return g(x) * x;
}
