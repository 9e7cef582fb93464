// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

struct S {
  double a;
};
// CHECK: fail_provided_struct.hpp:[[#@LINE+1]]:1: error: not supported: 'GATEAUX_PROVIDED' before a function with a parameter of type 'const S &'
GATEAUX_PROVIDED(tangent)
inline double f(double x, const S &s) { return x * s.a; }
GATEAUX_DIFFERENTIATE(gradient)
inline double g(double x) { return x; }
