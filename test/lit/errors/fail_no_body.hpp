// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_no_body.hpp:[[#@LINE+2]]:8: error: 'f' has no body in this file or what it includes
// CHECK: fail_no_body.hpp:[[#@LINE+1]]:8: note: the tool differentiates what it can read: define the function here
double f(double x);
