// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_request_with_arguments.hpp:[[#@LINE+1]]:23: error: 'gradient' takes no arguments
GATEAUX_DIFFERENTIATE(gradient(x))
inline double f(double x) { return x * x; }
