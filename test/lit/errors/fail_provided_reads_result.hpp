// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_PROVIDED(adjoint)
inline double f(double x) { return x * x; }
inline double f_adjoint(double x, double &f_bar, double &x_bar) {
  x_bar += 2 * x * f_bar;
  return x * x;
}
GATEAUX_DIFFERENTIATE(gradient)
inline double g(double x) { return x; }
