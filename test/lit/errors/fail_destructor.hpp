// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

struct Doubled {
  double &r;
  ~Doubled() { r *= 2; }
};
struct Holder {
  Doubled d;
};
struct Empty {
  double a;
  ~Empty() {}
};

GATEAUX_DIFFERENTIATE(gradient)
inline double local(double x) {
  double s = x;
  {
// CHECK: fail_destructor.hpp:[[#@LINE+3]]:5: error: not supported: an object whose destructor does something
// CHECK: fail_destructor.hpp:[[#@LINE+2]]:5: note: write it out at the end of the scope, or put 'GATEAUX_INACTIVE' before a statement that has no influence on derivatives
// CHECK: fail_destructor.hpp:7:3: note: the destructor is here
    Doubled d{s};
    s += x;
  }
  return s * s;
}

GATEAUX_DIFFERENTIATE(gradient)
inline double member(double x) {
  double s = x;
// CHECK: fail_destructor.hpp:[[#@LINE+1]]:3: error: not supported: an object whose destructor does something
  Holder h{{s}};
  return s * s;
}

GATEAUX_DIFFERENTIATE(gradient)
inline double temporary(double x) {
  double s = x;
// CHECK: fail_destructor.hpp:[[#@LINE+1]]:10: error: not supported: an object whose destructor does something
  Doubled{s};
  return s * s;
}

GATEAUX_DIFFERENTIATE(gradient)
inline double allowed(double x) {
  Empty e{x};
  return e.a * e.a;
}
