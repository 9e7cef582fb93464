// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_along_unknown.hpp:[[#@LINE+2]]:33: error: 'f' has no parameter 'z'
// CHECK: fail_along_unknown.hpp:[[#@LINE+1]]:33: note: its differentiable parameters: x
GATEAUX_DIFFERENTIATE(hvp(along(z)))
inline double f(double x) { return x * x; }
