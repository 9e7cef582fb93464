// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

inline double last;
GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
// CHECK: fail_write_global.hpp:[[#@LINE+2]]:3: error: not supported: writing to 'last', which is not a local variable or parameter
// CHECK: fail_write_global.hpp:[[#@LINE+1]]:3: note: pass it to the function as a parameter by reference
  last = x;
  return x;
}
