// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_provided_parameter_twice.hpp:[[#@LINE+1]]:25: error: 'x' is named twice
GATEAUX_PROVIDED(wrt(x, x), tangent)
inline double f(double x) { return x * x; }
GATEAUX_DIFFERENTIATE(gradient)
inline double g(double x) { return x; }
