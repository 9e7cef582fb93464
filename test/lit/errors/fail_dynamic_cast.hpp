// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

struct Base {
  virtual ~Base() = default;
};
struct Derived : Base {
  double x = 2;
};
inline Base *base = nullptr;
GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_dynamic_cast.hpp:[[#@LINE+1]]:40: error: not supported: member of a class
inline double f(double x) { return x * dynamic_cast<Derived &>(*base).x; }
