// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x, int n) {
// CHECK: fail_read_in_loop.hpp:[[#@LINE+3]]:5: error: 's' is read before it is assigned
  double s;
  for (int i = 0; i < n; ++i)
    s += x;
  return s;
}

// A branch may have been passed in an iteration before, but only where there is an assignment.
GATEAUX_DIFFERENTIATE(gradient)
inline double g(double x, int n) {
  double t, s = 0;
// CHECK: fail_read_in_loop.hpp:[[#@LINE+3]]:12: error: 't' is read before it is assigned
  for (int i = 0; i < n; ++i)
    if (i > 0)
      s += t * x;
  return s;
}

GATEAUX_DIFFERENTIATE(gradient)
inline double fine(double x, int n) {
  double t, s = 0;
  for (int i = 0; i < n; ++i) {
    if (i > 0)
      s += t * x;
    t = s + x;
  }
  return s;
}
