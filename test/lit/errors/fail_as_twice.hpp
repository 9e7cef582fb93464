// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_as_twice.hpp:[[#@LINE+1]]:40: error: 'as' is given twice
GATEAUX_DIFFERENTIATE(gradient, as(g), as(h))
inline double f(double x) { return x * x; }
