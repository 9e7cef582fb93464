// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_no_differentiable_result.hpp:[[#@LINE+2]]:23: error: 'f' has no differentiable result
// CHECK: fail_no_differentiable_result.hpp:[[#@LINE+1]]:23: note: it returns 'int' and writes to no parameter
GATEAUX_DIFFERENTIATE(tangent)
inline int f(double x) { return x > 0; }
