// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
  double a[3] = {x, 2, 3}, s = 0;
  const double *p = a;
  s += *p++;
  for (int i = 0; i < 2; ++i) {
    s += *p;
// CHECK: fail_pointer_in_loop.hpp:[[#@LINE+2]]:5: error: not supported: setting a pointer in a loop or a branch
// CHECK: fail_pointer_in_loop.hpp:[[#@LINE+1]]:5: note: use a position and an array
    ++p;
  }
  return s;
}
