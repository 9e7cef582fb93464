// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
// CHECK: fail_local_function.hpp:[[#@LINE+2]]:3: error: not supported: declaration of a function within a function
// CHECK: fail_local_function.hpp:[[#@LINE+1]]:3: note: declare it outside the function
  double g(double);
  return g(x);
}
