// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_provided_output.hpp:[[#@LINE+1]]:1: error: not supported: 'GATEAUX_PROVIDED' before a function that writes to a parameter
GATEAUX_PROVIDED(tangent)
inline double f(double x, double &y) { return y = x; }
GATEAUX_DIFFERENTIATE(gradient)
inline double g(double x) { return x; }
