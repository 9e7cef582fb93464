// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_huge_integer.hpp:[[#@LINE+1]]:52: error: not supported: an integer of more than 63 bits
inline double f(double x, int n) { return x * (n + 18446744073709551615ULL); }
