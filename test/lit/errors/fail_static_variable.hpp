// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
// CHECK: fail_static_variable.hpp:[[#@LINE+2]]:3: error: not supported: static variable that is not const
// CHECK: fail_static_variable.hpp:[[#@LINE+1]]:3: note: pass it to the function as a parameter
  static double total = 0;
  total += x;
  return total;
}
