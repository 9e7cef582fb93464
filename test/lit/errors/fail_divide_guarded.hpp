// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_divide_guarded.hpp:[[#@LINE+1]]:54: error: not supported: '&&' that guards its right side
inline double f(double x, int n) { return (n != 0 && 4 / n > 1) * x; }
