// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

inline double f_gradient(double x, double &x_bar) {
  x_bar = 1;
  return x;
}
// CHECK: fail_generated_name_exists.hpp:[[#@LINE+3]]:23: error: 'f_gradient' exists already
// CHECK: fail_generated_name_exists.hpp:[[#@LINE-5]]:15: note: it is declared here
// CHECK: fail_generated_name_exists.hpp:[[#@LINE+1]]:23: note: give another name with 'as(name)'
GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) { return x * x; }
