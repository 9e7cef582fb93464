// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
  double y;
// CHECK: fail_read_before_assignment.hpp:[[#@LINE+2]]:14: error: 'y' is read before it is assigned
// CHECK: fail_read_before_assignment.hpp:[[#@LINE-2]]:10: note: 'y' is declared here
  return x * y;
}
