// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

double start();
inline const double scale = start();
GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_read_const_global.hpp:[[#@LINE+3]]:36: error: not supported: reading 'scale', whose value is not known at compile time
// CHECK: fail_read_const_global.hpp:[[#@LINE+2]]:36: note: make it 'constexpr', or a parameter of the function
// CHECK: fail_read_const_global.hpp:[[#@LINE-4]]:21: note: 'scale' is declared here
inline double f(double x) { return scale * x; }
