// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient, as(g))
inline double f(double x) { return x * x; }

// CHECK: fail_duplicated_name_as.hpp:[[#@LINE+3]]:23: error: 'g_gradient' would be generated twice
// CHECK: fail_duplicated_name_as.hpp:[[#@LINE-4]]:23: note: it is generated for this already
// CHECK: fail_duplicated_name_as.hpp:[[#@LINE+1]]:23: note: give another name with 'as(name)'
GATEAUX_DIFFERENTIATE(gradient)
inline double g(double x) { return x * x; }
