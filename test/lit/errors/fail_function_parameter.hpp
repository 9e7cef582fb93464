// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_function_parameter.hpp:[[#@LINE+1]]:27: error: not supported: parameter of type 'double (*)(double)'
inline double f(double x, double g(double)) { return g(x); }
