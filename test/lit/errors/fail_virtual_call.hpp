// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

struct Shape {
  double r;
  virtual double area() const { return r * r; }
};
struct Wide : Shape {
  double area() const override { return 2 * r; }
};
inline double through(const Shape &s) {
// CHECK: fail_virtual_call.hpp:[[#@LINE+2]]:12: error: not supported: virtual call of 'area'
// CHECK: fail_virtual_call.hpp:[[#@LINE+1]]:12: note: call a function that is known when the program is compiled
  return s.area();
}
GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
  Wide w;
  w.r = x;
  return w.area() + through(w);
}
