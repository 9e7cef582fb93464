// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
//
// A hessian and an objective with products rest on one linearisation each.
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(wrt(x), hessian)
// CHECK: fail_duplicated_name_linearize.hpp:[[#@LINE+1]]:{{[0-9]+}}: error: 'f_linearize{{.*}}' would be generated twice
GATEAUX_DIFFERENTIATE(wrt(y), objective, hvp)
inline double f(double x, double y) { return x * x * y; }
