// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

struct S {
  double f(double x) const { return x * x; }
};
extern const S s;
GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_call_member_function.hpp:[[#@LINE+1]]:38: error: not supported: call of the member function 'f'
inline double f(double x) { return s.f(x); }
