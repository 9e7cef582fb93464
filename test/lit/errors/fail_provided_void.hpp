// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_provided_void.hpp:[[#@LINE+1]]:1: error: not supported: 'GATEAUX_PROVIDED' before a function whose result is not a differentiable value
GATEAUX_PROVIDED(tangent)
inline void f(double) {}
GATEAUX_DIFFERENTIATE(gradient)
inline double g(double x) { return x; }
