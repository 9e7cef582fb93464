// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(tangent)
// CHECK: fail_result_long_double.hpp:[[#@LINE+1]]:8: error: not supported: a result of type 'long double'
inline long double f(double x) { return x; }
