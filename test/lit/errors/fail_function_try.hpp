// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_function_try.hpp:[[#@LINE+1]]:27: error: not supported: 'try'
inline double f(double x) try { return x * x; } catch (...) { return 0; }
