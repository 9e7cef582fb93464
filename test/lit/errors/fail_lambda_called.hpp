// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_lambda_called.hpp:[[#@LINE+1]]:36: error: not supported: call of a lambda
inline double f(double x) { return [](double y) { return y * y; }(x); }
