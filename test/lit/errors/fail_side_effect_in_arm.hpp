// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_side_effect_in_arm.hpp:[[#@LINE+1]]:44: error: not supported: side effects in an arm of '?:'
inline double f(double x) { return x > 0 ? x++ : x; }
