// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_undeclared.hpp:[[#@LINE+1]]:40: error: use of undeclared identifier 'y'
inline double f(double x) { return x * y; }
