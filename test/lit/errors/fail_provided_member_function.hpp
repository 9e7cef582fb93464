// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

struct S {
// CHECK: fail_provided_member_function.hpp:[[#@LINE+1]]:3: error: not supported: 'GATEAUX_PROVIDED' before a member function or a template
  GATEAUX_PROVIDED(tangent)
  double f(double x) const { return x * x; }
};
GATEAUX_DIFFERENTIATE(gradient)
inline double g(double x) { return x; }
