// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

struct S {
  GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_member_function.hpp:[[#@LINE+1]]:10: error: not supported: differentiating a member function
  double f(double x) const { return x * x; }
};
