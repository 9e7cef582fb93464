// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

inline double g(double x) { x *= 2; }
GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_callee_no_return.hpp:[[#@LINE+1]]:36: error: not supported: call of 'g', which does not return at its end
inline double f(double x) { return g(x); }
