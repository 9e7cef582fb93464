// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_marker_without_arguments.hpp:[[#@LINE+1]]:1: error: unknown type name 'GATEAUX_DIFFERENTIATE'
GATEAUX_DIFFERENTIATE
inline double f(double x) { return x * x; }
