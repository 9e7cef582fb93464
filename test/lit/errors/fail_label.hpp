// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
// CHECK: fail_label.hpp:[[#@LINE+1]]:1: error: not supported: label
start:
  return x;
}
