// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_no_parameter_named.hpp:[[#@LINE+2]]:23: error: 'wrt' names no parameter
// CHECK: fail_no_parameter_named.hpp:[[#@LINE+1]]:23: note: leave it out for every differentiable parameter
GATEAUX_DIFFERENTIATE(wrt(), gradient)
inline double f(double x) { return x * x; }
