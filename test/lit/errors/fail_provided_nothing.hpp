// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_provided_nothing.hpp:[[#@LINE+2]]:1: error: 'GATEAUX_PROVIDED' names no derivative
// CHECK: fail_provided_nothing.hpp:[[#@LINE+1]]:1: note: add 'tangent' or 'adjoint' for the function that you have written
GATEAUX_PROVIDED(wrt(x))
inline double f(double x) { return x * x; }
GATEAUX_DIFFERENTIATE(gradient)
inline double g(double x) { return x; }
