// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
// CHECK: fail_static_const_of_argument.hpp:[[#@LINE+2]]:3: error: not supported: static variable that keeps what its first call gave
// CHECK: fail_static_const_of_argument.hpp:[[#@LINE+1]]:3: note: leave out 'static'
  static const double first = x;
  return first * x;
}
