// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

#include <tuple>
#include <utility>
#include <vector>

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
// CHECK: fail_destructor.hpp:11:3: note: the destructor is here
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

GATEAUX_DIFFERENTIATE(gradient)
inline double paired(double x) {
  double s = x;
  {
// CHECK: fail_destructor.hpp:[[#@LINE+1]]:5: error: not supported: an object whose destructor does something
    const std::pair<Doubled, int> p{{s}, 1};
    s += x;
  }
  return s * s;
}

GATEAUX_DIFFERENTIATE(gradient)
inline double listed(double x) {
  double s = x;
  {
// CHECK: fail_destructor.hpp:[[#@LINE+1]]:5: error: not supported: an object whose destructor does something
    const std::tuple<int, std::vector<Doubled>> t;
    s += x;
  }
  return s * s;
}

GATEAUX_DIFFERENTIATE(gradient)
inline double captured(double x) {
  double s = x;
  {
// CHECK: fail_destructor.hpp:[[#@LINE+1]]:25: error: not supported: an object whose destructor does something
    const auto g = [d = Doubled{s}] { return d.r; };
    s += g();
  }
  return s * s;
}

struct Halving {
  double a;
  ~Halving() { a *= 0.5; }
};
GATEAUX_DIFFERENTIATE(wrt(x), gradient)
inline double copied(double x, const Halving &h) {
// CHECK: fail_destructor.hpp:[[#@LINE+1]]:19: error: not supported: an object whose destructor does something
  const auto g = [h] { return h.a; };
  return g() * x * x;
}
