// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

struct Scale {
  double factor;
};
// CHECK: fail_recursion.hpp:[[#@LINE+3]]:31: error: not supported: recursion: 'scaled' calls itself
// CHECK: fail_recursion.hpp:[[#@LINE+2]]:31: note: the tool differentiates recursion of functions that take numbers and matrices by value or const reference and return one; write the others with a loop
inline double scaled(const Scale &s, int n) {
  return n == 0 ? s.factor : (scaled(s, n - 1)) * s.factor;
}
GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_recursion.hpp:[[#@LINE+1]]:43: note: in the call of 'scaled' here
inline double f(double x, int n) { return scaled(Scale{x}, n); }
