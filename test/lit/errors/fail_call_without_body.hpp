// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

double other(double x);
GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_call_without_body.hpp:[[#@LINE+3]]:40: error: not supported: call of 'other', whose body is not visible here
// CHECK: fail_call_without_body.hpp:[[#@LINE+2]]:40: note: write 'GATEAUX_PROVIDED' before its declaration and give its derivatives, or 'GATEAUX_INACTIVE' if it has no influence on derivatives
// CHECK: fail_call_without_body.hpp:[[#@LINE-4]]:8: note: 'other' is declared here
inline double f(double x) { return x * other(x); }
