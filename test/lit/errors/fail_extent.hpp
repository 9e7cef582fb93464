// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_extent.hpp:[[#@LINE+1]]:33: error: not supported: 'extent': pointer parameters
GATEAUX_DIFFERENTIATE(gradient, extent(x, n))
inline double f(double x, int n) { return x * n; }
