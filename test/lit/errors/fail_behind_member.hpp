// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

struct Point {
  double x, y, z;
// CHECK: fail_behind_member.hpp:[[#@LINE+2]]:42: error: not supported: moving a pointer to something other than an element of an array
// CHECK: fail_behind_member.hpp:[[#@LINE+1]]:42: note: make an array of it
  double operator[](int i) { return (&x)[i]; }
};

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double a) {
  Point p{a, a * a, 1};
  double s = 0;
  for (int i = 0; i < 3; ++i)
    s += p[i] * p[i];
  return s;
}

GATEAUX_DIFFERENTIATE(gradient)
inline double g(double a) {
  Point p{a, a * a, 1};
  const double *x = &p.x;
// CHECK: fail_behind_member.hpp:[[#@LINE+1]]:12: error: not supported: moving a pointer to something other than an element of an array
  return x[1];
}
