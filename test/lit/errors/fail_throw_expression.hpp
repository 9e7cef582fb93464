// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_throw_expression.hpp:[[#@LINE+1]]:48: error: not supported: side effects in an arm of '?:'
inline double f(double x) { return x > 0 ? x : throw 1; }
