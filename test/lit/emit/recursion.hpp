// SPDX-License-Identifier: Apache-2.0
// RUN: %gateaux %s -o %t.hpp -- %flags && FileCheck %s < %t.hpp
//
// The derivatives of a function that calls itself call themselves; each call gives the value as well.
#include <gateaux/gateaux.hpp>

inline double power(double x, int n) { return n == 0 ? 1.0 : x * power(x, n - 1); }

// CHECK-DAG: inline double power_in_recursion_tangent(double x, int n, const double& x_dot, double& power_dot);
// CHECK-DAG: inline double power_in_recursion_adjoint(double x, int n, const double& power_bar, double& x_bar);
// CHECK-LABEL: inline double power_in_recursion_adjoint(double x, int n, const double& power_bar, double& x_bar,
// CHECK: } else {
// CHECK-NEXT: double [[BAR:t[0-9]+]] = 0;
// CHECK-NEXT: const double [[VALUE:t[0-9]+]] = power_in_recursion_adjoint(x, n - 1, x * power_bar, [[BAR]]);
// CHECK-NEXT: value = x * [[VALUE]];
// CHECK-NEXT: x_bar += [[VALUE]] * power_bar + [[BAR]];
// CHECK-LABEL: inline double run_gradient(
// CHECK: power_in_recursion_adjoint(x, n,
GATEAUX_DIFFERENTIATE(gradient, hvp)
inline double run(double x, int n) { return power(x, n) * power(x, 2); }
