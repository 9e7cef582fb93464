// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <algorithm>
#include <gateaux/gateaux.hpp>
#include <vector>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
  std::vector<double> v = {x, 2, x * x};
// CHECK: fail_in_system_header.hpp:[[#@LINE+2]]:3: error: not supported: call of 'inplace_merge'
// CHECK: note: in its body:
  std::inplace_merge(v.begin(), v.begin() + 1, v.end());
  return v[0];
}
