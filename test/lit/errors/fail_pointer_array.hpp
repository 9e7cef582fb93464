// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

inline void advance(const double *&p) { ++p; }

GATEAUX_DIFFERENTIATE(gradient)
inline double reference(double x, int n) {
  const double a[3] = {x, 2, x * x}, b[3] = {1, x, 3};
  const double *r[2] = {a, b};
// CHECK: fail_pointer_array.hpp:5:41: error: not supported: setting a pointer by another name of it
// CHECK: fail_pointer_array.hpp:5:41: note: set it by its own name
  advance(r[n]);
  return *r[0];
}

GATEAUX_DIFFERENTIATE(gradient)
inline double behind(double x) {
  const double a[3] = {x, 2, x * x}, b[3] = {1, x, 3};
  const double *r[2] = {a, b};
  const double *const *p = r;
// CHECK: fail_pointer_array.hpp:[[#@LINE+1]]:11: error: not supported: a pointer behind the end of an array of pointers
  return *p[2];
}
