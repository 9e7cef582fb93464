// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_wrt_twice.hpp:[[#@LINE+1]]:41: error: 'wrt' is given twice
GATEAUX_DIFFERENTIATE(wrt(x), gradient, wrt(y))
inline double f(double x, double y) { return x * y; }
