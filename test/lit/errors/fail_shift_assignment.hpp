// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x, int n) {
// CHECK: fail_shift_assignment.hpp:[[#@LINE+1]]:5: error: not supported: '<<='
  n <<= 1;
  return x * n;
}
