// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

inline double *where;
GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
// CHECK: fail_assign_pointer.hpp:[[#@LINE+1]]:3: error: not supported: assignment to 'double *'
  where = nullptr;
  return x;
}
