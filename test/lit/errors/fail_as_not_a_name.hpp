// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_as_not_a_name.hpp:[[#@LINE+2]]:33: error: 'as' takes one name
// CHECK: fail_as_not_a_name.hpp:[[#@LINE+1]]:33: note: for example 'as(loss2)'
GATEAUX_DIFFERENTIATE(gradient, as(a::b))
inline double f(double x) { return x * x; }
