// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

inline double g(double x, ...) { return x * x; }
GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_variadic_call.hpp:[[#@LINE+1]]:36: error: not supported: call of a variadic function
inline double f(double x) { return g(x, 1); }
