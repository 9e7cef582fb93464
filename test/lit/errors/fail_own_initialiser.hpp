// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
// CHECK: fail_own_initialiser.hpp:[[#@LINE+1]]:14: error: not supported: 'y' as a value
  double y = y * x;
  return y;
}
