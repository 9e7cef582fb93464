// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

#include <utility>
#include <vector>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
  double s = x, first = x;
  const double *p = &first;
  for (int i = 0; i < 2; ++i) {
    double inner[3] = {s, 2 * s, 3};
    s += *p;
// CHECK: fail_pointer_in_loop.hpp:[[#@LINE+2]]:7: error: not supported: setting a pointer to something that is gone when the pointer is used again
// CHECK: fail_pointer_in_loop.hpp:[[#@LINE+1]]:7: note: declare what it points to before the loop or the branch
      p = inner + 1;
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
