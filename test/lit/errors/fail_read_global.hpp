// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

inline double scale = 2;
GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_read_global.hpp:[[#@LINE+3]]:36: error: not supported: reading the variable 'scale', which is not local
// CHECK: fail_read_global.hpp:[[#@LINE+2]]:36: note: make it 'constexpr', or a parameter of the function
// CHECK: fail_read_global.hpp:[[#@LINE-4]]:15: note: 'scale' is declared here
inline double f(double x) { return scale * x; }
