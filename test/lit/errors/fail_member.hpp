// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

struct S {
  double a;
};
inline S s;
GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_member.hpp:[[#@LINE+1]]:36: error: not supported: member of a class
inline double f(double x) { return s.a * x; }
