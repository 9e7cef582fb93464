// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(tangent)
inline void f(double x, double &y) {
  y = x;
// CHECK: fail_inactive_at_end.hpp:[[#@LINE+1]]:3: error: 'GATEAUX_INACTIVE' is not followed by a statement
  GATEAUX_INACTIVE
}
