// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_pointer_argument.hpp:[[#@LINE+2]]:43: error: not supported: following a pointer
// CHECK: fail_pointer_argument.hpp:[[#@LINE+3]]:36: note: in the call of 'g' here
inline double g(const double *x) { return *x; }
GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) { return g(&x); }
