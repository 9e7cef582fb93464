// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_parameter_pointer.hpp:[[#@LINE+1]]:17: error: not supported: pointer parameter
inline double f(const double *x) { return x[0]; }
