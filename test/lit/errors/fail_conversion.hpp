// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

struct S {
  operator double() const { return 1; }
};
GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_conversion.hpp:[[#@LINE+1]]:40: error: not supported: call of the member function 'operator double'
inline double f(double x) { return x * S(); }
