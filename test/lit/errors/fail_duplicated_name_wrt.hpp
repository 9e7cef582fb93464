// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(wrt(x), tangent, gradient)
// CHECK: fail_duplicated_name_wrt.hpp:[[#@LINE+3]]:31: error: 'f_gradient' would be generated twice
// CHECK: fail_duplicated_name_wrt.hpp:[[#@LINE-2]]:40: note: it is generated for this already
// CHECK: fail_duplicated_name_wrt.hpp:[[#@LINE+1]]:31: note: give another name with 'as(name)'
GATEAUX_DIFFERENTIATE(wrt(y), gradient)
inline double f(double x, double y) { return x * y; }
