// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_nothing_requested.hpp:[[#@LINE+2]]:1: error: nothing is requested of 'f'
// CHECK: fail_nothing_requested.hpp:[[#@LINE+1]]:1: note: add one of 'tangent', 'adjoint', 'gradient', 'hvp', 'ggnvp', 'jacobian', 'hessian', 'objective'
GATEAUX_DIFFERENTIATE(wrt(x))
inline double f(double x) { return x * x; }
