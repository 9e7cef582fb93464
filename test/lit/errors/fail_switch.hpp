// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x, int n) {
// CHECK: fail_switch.hpp:[[#@LINE+1]]:3: error: not supported: 'switch'
  switch (n) {
  case 0: return x;
  default: return -x;
  }
}
