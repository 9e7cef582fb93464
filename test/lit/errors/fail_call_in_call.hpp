// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

double other(double x);
// CHECK: fail_call_in_call.hpp:[[#@LINE+4]]:44: error: not supported: call of 'other', whose body is not visible here
// CHECK: fail_call_in_call.hpp:[[#@LINE+3]]:44: note: write 'GATEAUX_PROVIDED' before its declaration and give its derivatives, or 'GATEAUX_INACTIVE' if it has no influence on derivatives
// CHECK: fail_call_in_call.hpp:[[#@LINE-3]]:8: note: 'other' is declared here
// CHECK: fail_call_in_call.hpp:[[#@LINE+3]]:40: note: in the call of 'twice' here
inline double twice(double x) { return 2 * other(x); }
GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) { return x * twice(x); }
