// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_no_return.hpp:[[#@LINE+1]]:15: error: not supported: a function that does not return at its end
inline double f(double x) { x *= 2; }
