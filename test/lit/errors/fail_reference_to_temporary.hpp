// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

inline double &larger(double &a, double &b) {
  if (a > b)
    return a;
  return b;
}
GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x, double y) {
// CHECK: fail_reference_to_temporary.hpp:[[#@LINE+1]]:3: error: not supported: writing to this expression
  larger(x, y) *= 2;
  return x * y;
}
