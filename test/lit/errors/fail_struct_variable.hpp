// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

struct Pair {
  double a, b;
};
GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
// CHECK: fail_struct_variable.hpp:[[#@LINE+1]]:3: error: not supported: variable of type 'Pair'
  Pair p{x, x};
  return p.a * p.b;
}
