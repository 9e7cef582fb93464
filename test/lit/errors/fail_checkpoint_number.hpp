// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x, int n) {
// CHECK: fail_checkpoint_number.hpp:[[#@LINE+2]]:22: error: expected the number of states to keep, a positive integer constant
// CHECK: note: without one, 'GATEAUX_CHECKPOINT()' keeps as many as the square root of the iterations
  GATEAUX_CHECKPOINT(n)
  for (int i = 0; i < n; ++i)
    x *= x;
  return x;
}
