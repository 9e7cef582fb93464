// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
// CHECK: fail_array_variable.hpp:[[#@LINE+1]]:3: error: not supported: variable of type 'double[2]'
  double a[2] = {x, x};
  return a[0] * a[1];
}
