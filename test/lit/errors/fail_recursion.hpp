// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

inline double g(double x);
// CHECK: fail_recursion.hpp:[[#@LINE+3]]:40: error: not supported: recursion: 'g' calls itself
// CHECK: fail_recursion.hpp:[[#@LINE+3]]:40: note: in the call of 'h' here
// CHECK: fail_recursion.hpp:[[#@LINE+4]]:36: note: in the call of 'g' here
inline double h(double x) { return 2 * g(x); }
inline double g(double x) { return 3 * h(x); }
GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) { return g(x); }
