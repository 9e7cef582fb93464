// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_parameter_twice.hpp:[[#@LINE+1]]:30: error: 'x' is named twice
GATEAUX_DIFFERENTIATE(wrt(x, x), gradient)
inline double f(double x) { return x * x; }
