// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_parameter_pointer.hpp:[[#@LINE+2]]:17: error: the length of what 'x' points to is not known
// CHECK: fail_parameter_pointer.hpp:[[#@LINE+1]]:17: note: add 'extent(x, n)' to 'GATEAUX_DIFFERENTIATE', with n an expression of the other parameters
inline double f(const double *x) { return x[0]; }
