// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_parameter_volatile.hpp:[[#@LINE+1]]:17: error: not supported: volatile parameter
inline double f(volatile double x) { return x * x; }
