// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
  double a[3] = {x, 2, 3}, b[3] = {x, x, x}, s = 0;
  const double *p = a;
  for (int i = 0; i < 2; ++i) {
    s += *p++;
// CHECK: fail_pointer_in_loop.hpp:[[#@LINE+2]]:7: error: not supported: setting a pointer to something else in a loop or a branch
// CHECK: fail_pointer_in_loop.hpp:[[#@LINE+1]]:7: note: use a position and an array
      p = b;
  }
  return s;
}

GATEAUX_DIFFERENTIATE(gradient)
inline double g(double x) {
  double a[3] = {x, 2, 3}, b[3] = {x, x, x};
  double *p = a, *q = b;
// CHECK: fail_pointer_in_loop.hpp:[[#@LINE+1]]:10: error: not supported: comparing pointers into different arrays
  return p == q ? x : 1;
}
