// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_ggnvp_two_locals.hpp:[[#@LINE+3]]:29: error: there is more than one local variable 'z'
// CHECK: fail_ggnvp_two_locals.hpp:[[#@LINE+6]]:12: note: one of them
// CHECK: fail_ggnvp_two_locals.hpp:[[#@LINE+8]]:10: note: another one
GATEAUX_DIFFERENTIATE(ggnvp(z))
inline double f(double x) {
  double y = 0;
  {
    double z = 2 * x;
    y += z * z;
  }
  double z = 3 * x;
  return y + z * z;
}
