// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_huge_integer.hpp:[[#@LINE+1]]:{{[0-9]+}}: error: not supported: {{.*}}integer
inline double f(double x, int n) { return x * (n + 18446744073709551615ULL); }
