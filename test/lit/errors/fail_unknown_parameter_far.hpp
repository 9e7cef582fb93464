// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_unknown_parameter_far.hpp:[[#@LINE+2]]:27: error: 'f' has no parameter 'K'
// CHECK: fail_unknown_parameter_far.hpp:[[#@LINE+1]]:27: note: its differentiable parameters: x, y
GATEAUX_DIFFERENTIATE(wrt(K), gradient)
inline double f(double x, double y, int n) { return x * y * n; }
