// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_unterminated_marker.hpp:[[#@LINE+2]]:1: error: unterminated function-like macro invocation
// CHECK: gateaux.hpp:{{[0-9]+}}:9: note: macro 'GATEAUX_DIFFERENTIATE' defined here
GATEAUX_DIFFERENTIATE(gradient
inline double f(double x) { return x * x; }
