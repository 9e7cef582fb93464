// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
// CHECK: fail_checkpoint_without_loop.hpp:[[#@LINE+2]]:3: error: 'GATEAUX_CHECKPOINT' is not followed by a loop
// CHECK: fail_checkpoint_without_loop.hpp:[[#@LINE+2]]:3: note: this is what follows it
  GATEAUX_CHECKPOINT(3)
  x *= 2;
  return x * x;
}
