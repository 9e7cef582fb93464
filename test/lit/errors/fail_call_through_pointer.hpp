// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

inline double g(double x) { return x * x; }
inline double (*pointer)(double) = g;
GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_call_through_pointer.hpp:[[#@LINE+1]]:36: error: not supported: call through a pointer
inline double f(double x) { return pointer(x); }
