// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x, double end) {
  GATEAUX_CHECKPOINT(3)
// CHECK: fail_checkpoint_while.hpp:[[#@LINE+2]]:3: error: not supported: a number of states for a loop whose number of iterations is not known beforehand
// CHECK: note: write 'GATEAUX_CHECKPOINT()', which keeps as many as the square root of the iterations
  while (x < end)
    x *= x;
  return x;
}
