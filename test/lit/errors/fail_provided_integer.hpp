// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_provided_integer.hpp:[[#@LINE+1]]:22: error: 'n' is of type 'int', which has no derivative
GATEAUX_PROVIDED(wrt(n), tangent)
inline double f(double x, int n) { return x * n; }
GATEAUX_DIFFERENTIATE(gradient)
inline double g(double x) { return x; }
