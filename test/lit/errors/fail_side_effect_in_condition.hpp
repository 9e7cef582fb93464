// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_side_effect_in_condition.hpp:[[#@LINE+1]]:53: error: not supported: side effects on the right of '&&'
inline double f(double x, int n) { return (x > 0 && n++ > 0) * x; }
