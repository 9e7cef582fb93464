// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_provided_reads_result.hpp:[[#@LINE+3]]:18: error: no 'f_adjoint' with the signature that 'adjoint' says
// CHECK: fail_provided_reads_result.hpp:[[#@LINE+2]]:18: note: expected: double f_adjoint(double x, const double &f_bar, double &x_bar)
// CHECK: fail_provided_reads_result.hpp:[[#@LINE+3]]:15: note: this has another signature
GATEAUX_PROVIDED(adjoint)
inline double f(double x) { return x * x; }
inline double f_adjoint(double x, double &f_bar, double &x_bar) {
  x_bar += 2 * x * f_bar;
  return x * x;
}
GATEAUX_DIFFERENTIATE(gradient)
inline double g(double x) { return x; }
