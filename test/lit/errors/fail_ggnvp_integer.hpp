// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_ggnvp_integer.hpp:[[#@LINE+2]]:29: error: 'n' holds no differentiable value
// CHECK: fail_ggnvp_integer.hpp:[[#@LINE+3]]:7: note: it is declared here
GATEAUX_DIFFERENTIATE(ggnvp(n))
inline double f(double x) {
  int n = 3;
  return x * x * n;
}
