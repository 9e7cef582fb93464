// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_provided_unknown_item.hpp:[[#@LINE+2]]:26: error: unknown item 'tangents' of 'GATEAUX_PROVIDED'
// CHECK: fail_provided_unknown_item.hpp:[[#@LINE+1]]:26: note: did you mean 'tangent'?
GATEAUX_PROVIDED(wrt(x), tangents)
inline double f(double x) { return x * x; }
GATEAUX_DIFFERENTIATE(gradient)
inline double g(double x) { return f(x); }
