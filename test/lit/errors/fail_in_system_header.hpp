// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <algorithm>
#include <gateaux/gateaux.hpp>
#include <vector>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
  std::vector<double> v = {x, 2, x * x};
// CHECK: fail_in_system_header.hpp:[[#@LINE+2]]:3: error: not supported: call of 'sort'
// CHECK: note: in its body:
  std::sort(v.begin(), v.end(), [](double a, double b) { return a > b; });
  return v[0];
}
