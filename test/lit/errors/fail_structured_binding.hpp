// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

struct Pair {
  double a, b;
};
inline Pair pair(double x) { return {x, x}; }
GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
// CHECK: fail_structured_binding.hpp:[[#@LINE+1]]:3: error: not supported: structured binding
  auto [a, b] = pair(x);
  return a * b;
}
