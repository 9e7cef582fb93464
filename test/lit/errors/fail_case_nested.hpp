// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x, int n) {
  switch (n) {
  case 0:
    if (x > 0) {
// CHECK: fail_case_nested.hpp:[[#@LINE+2]]:5: error: not supported: 'case' within a nested statement
// CHECK: fail_case_nested.hpp:[[#@LINE+1]]:5: note: write the labels in the block of the 'switch' itself
    case 1:
      x *= 2;
    }
  }
  return x;
}
