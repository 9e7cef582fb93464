// SPDX-License-Identifier: Apache-2.0
// RUN: %gateaux %s --print-ir=frontend -- %flags | FileCheck %s --check-prefix=IR
// RUN: %gateaux %s -o - -- %flags | FileCheck %s
//
// What has no influence on derivatives, in the three ways in which it can be said. A statement that the tool cannot follow
// vanishes where it is inactive and writes nothing.
#include <cstdio>
#include <gateaux/gateaux.hpp>

GATEAUX_INACTIVE
inline double scale(double x) { return x * x; }

// IR: stop_gradient(%x) : f64
// IR-COUNT-2: stop_gradient(
// IR-NOT: stop_gradient(
// CHECK-NOT: printf
// CHECK: inline double f_gradient(
GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
  GATEAUX_INACTIVE std::printf("%g\n", x);
  double a = gateaux::stop_gradient(x);
  GATEAUX_INACTIVE double b = a * x;
  return (a + b + scale(x)) * x;
}
