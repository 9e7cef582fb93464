// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

inline double f(double x) {
// CHECK: fail_within_function.hpp:[[#@LINE+1]]:3: error: 'GATEAUX_DIFFERENTIATE' within a function
  GATEAUX_DIFFERENTIATE(gradient)
  return x * x;
}
