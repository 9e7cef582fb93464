// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x, int n) {
// CHECK: fail_for.hpp:[[#@LINE+1]]:3: error: not supported: 'for' loop
  for (int i = 0; i < n; ++i)
    x *= 2;
  return x;
}
