// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <functional>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
  std::function<double(double)> g = [](double t) { return t; };
  if (x > 0)
// CHECK: fail_assign_lambda.hpp:[[#@LINE+2]]:5: error: not supported: assigning a lambda
// CHECK: fail_assign_lambda.hpp:[[#@LINE+1]]:5: note: give each one a variable of its own
    g = [](double t) { return t * t; };
  return g(x);
}
