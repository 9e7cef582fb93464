// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_missing_item.hpp:[[#@LINE+1]]:32: error: expected an item of 'GATEAUX_DIFFERENTIATE'
GATEAUX_DIFFERENTIATE(gradient,)
inline double f(double x) { return x * x; }
