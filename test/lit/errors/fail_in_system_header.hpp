// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <cmath>
#include <functional>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
// CHECK: fail_in_system_header.hpp:[[#@LINE+2]]:14: error: not supported: call of 'invoke'
// CHECK: note: in its body:
  return x * std::invoke([](double y) { return y; }, x);
}
