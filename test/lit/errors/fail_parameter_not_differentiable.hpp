// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_parameter_not_differentiable.hpp:[[#@LINE+1]]:30: error: 'n' is of type 'int', which has no derivative
GATEAUX_DIFFERENTIATE(wrt(x, n), gradient)
inline double f(double x, int n) { return x * n; }
