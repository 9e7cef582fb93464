// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_ggnvp_in_loop.hpp:[[#@LINE+2]]:29: error: 's' is assigned in a loop or a branch
// CHECK: fail_ggnvp_in_loop.hpp:[[#@LINE+3]]:10: note: keep what is to be linearised in a variable that is assigned once
GATEAUX_DIFFERENTIATE(ggnvp(s))
inline double f(double x, int n) {
  double s;
  for (int i = 0; i < n; ++i)
    s = x * i;
  return s * s;
}
