// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_missing_comma.hpp:[[#@LINE+1]]:29: error: expected ',' between items
GATEAUX_DIFFERENTIATE(wrt(x)(x), gradient)
inline double f(double x) { return x * x; }
