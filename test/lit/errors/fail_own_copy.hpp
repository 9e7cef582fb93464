// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <algorithm>
#include <gateaux/gateaux.hpp>
#include <utility>
#include <vector>

struct Capped {
  double v = 0;
  Capped() = default;
  Capped(const Capped &o) : v(std::min(o.v, 1.0)) {}
  Capped &operator=(const Capped &o) {
    v = std::min(o.v, 1.0);
    return *this;
  }
};
struct Holder {
  Capped c;
  double w = 1;
};

GATEAUX_DIFFERENTIATE(gradient)
inline double member(double x) {
  Holder a, b;
  a.c.v = x;
// CHECK: fail_own_copy.hpp:[[#@LINE+2]]:3: error: not supported: copying an object that holds a 'Capped', which says itself how it is copied
// CHECK: fail_own_copy.hpp:[[#@LINE+1]]:3: note: copy the members one by one
  b = a;
  return b.c.v * b.w;
}

GATEAUX_DIFFERENTIATE(gradient)
inline double element(double x) {
  Capped c;
  c.v = x;
  std::vector<Capped> all;
// CHECK: fail_own_copy.hpp:[[#@LINE+1]]:3: error: not supported: copying an object that holds a '{{.*}}Capped', which says itself how it is copied
  all.push_back(c);
  return all[0].v;
}

GATEAUX_DIFFERENTIATE(gradient)
inline double captured(double x) {
  Capped c;
  c.v = x;
// CHECK: fail_own_copy.hpp:[[#@LINE+1]]:17: error: not supported: copying an object that holds a '{{.*}}Capped', which says itself how it is copied
  auto value = [c] { return c.v; };
  return value();
}

GATEAUX_DIFFERENTIATE(gradient)
inline double paired(double x) {
  Capped c;
  c.v = x;
// CHECK: fail_own_copy.hpp:[[#@LINE+1]]:31: error: not supported: copying an object that holds a '{{.*}}Capped', which says itself how it is copied
  std::pair<Capped, int> pair(c, 1);
  return pair.first.v;
}

/// The class itself is copied as it says.
GATEAUX_DIFFERENTIATE(gradient)
inline double allowed(double x) {
  Capped a, b;
  a.v = x;
  b = a;
  return b.v;
}

struct Derived : Capped {
  double w = 0;
};
GATEAUX_DIFFERENTIATE(gradient)
inline double derived(double x) {
  Derived a, b;
  a.v = x;
// CHECK: fail_own_copy.hpp:[[#@LINE+1]]:3: error: not supported: copying an object that holds a 'Capped', which says itself how it is copied
  b = a;
  return b.v * b.w;
}

GATEAUX_DIFFERENTIATE(gradient)
inline double swapped(double x) {
  Capped a, b;
  a.v = x;
// CHECK: fail_own_copy.hpp:[[#@LINE+1]]:3: error: not supported: copying an object that holds a 'Capped', which says itself how it is copied
  std::swap(a, b);
  return b.v;
}

GATEAUX_DIFFERENTIATE(gradient)
inline double walked(double x) {
  Capped all[2];
  all[0].v = x;
  double s = 0;
// CHECK: fail_own_copy.hpp:[[#@LINE+1]]:8: error: not supported: copying an object that holds a '{{.*}}Capped', which says itself how it is copied
  for (auto c : all)
    s += c.v;
  return s;
}
