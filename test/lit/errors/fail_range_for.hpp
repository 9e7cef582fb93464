// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>
#include <initializer_list>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
// CHECK: fail_range_for.hpp:[[#@LINE+1]]:3: error: not supported: range-based 'for' loop
  for (double s : {1.0, 2.0})
    x *= s;
  return x;
}
