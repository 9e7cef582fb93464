// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>
#include <vector>

GATEAUX_INACTIVE
double other(const std::vector<double> &x);
GATEAUX_DIFFERENTIATE(gradient)
inline double f(const std::vector<double> &x) {
// CHECK: fail_inactive_result_used.hpp:[[#@LINE+3]]:14: error: not supported: call of 'other', whose body is not visible here
// CHECK: fail_inactive_result_used.hpp:[[#@LINE+2]]:14: note: its result is used, so the tool must be able to read it
// CHECK: fail_inactive_result_used.hpp:[[#@LINE-5]]:8: note: 'other' is declared here
  double y = other(x);
  return x[0] * y;
}
