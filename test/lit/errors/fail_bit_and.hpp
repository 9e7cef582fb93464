// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_bit_and.hpp:[[#@LINE+1]]:50: error: not supported: '&'
inline double f(double x, int n) { return x * (n & 6); }
