// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>
#include <algorithm>
#include <initializer_list>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x, double y) {
// CHECK: fail_initializer_list_variable.hpp:[[#@LINE+1]]:3: error: not supported: variable of type 'std::initializer_list<double>'
  std::initializer_list<double> both = {x, y};
  return std::max(both);
}
