// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
// CHECK: fail_throw.hpp:[[#@LINE+2]]:3: error: not supported: 'throw'
// CHECK: note: check arguments before the function is called
  throw 1;
  return x;
}
