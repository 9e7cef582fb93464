// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

class Model {
public:
  double b = 1;
  double scaled(double x) const { return a * b * x; }

private:
// CHECK: fail_private_member.hpp:[[#@LINE+5]]:15: error: generated code cannot reach the private member 'a'
// CHECK: fail_private_member.hpp:[[#@LINE+1]]:10: note: make it public, or pass it as a parameter
  double a = 2;
};
GATEAUX_DIFFERENTIATE(wrt(x), gradient)
inline double f(const Model &m, double x) { return m.scaled(x); }
