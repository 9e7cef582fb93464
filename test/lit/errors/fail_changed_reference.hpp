// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <algorithm>
#include <gateaux/gateaux.hpp>
#include <vector>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x, double y) {
// CHECK-DAG: fail_changed_reference.hpp:[[#@LINE+1]]:17: note: it is a reference to one of several variables; make it a copy, or a pointer
  const double &m = std::max(x, y);
  x *= 3;
// CHECK-DAG: fail_changed_reference.hpp:[[#@LINE+1]]:10: error: not supported: reading 'm' after what it refers to has changed
  return m * x;
}

struct Held {
  const double &a;
};
inline Held larger(const double &a, const double &b) {
  if (a < b)
// CHECK-DAG: fail_changed_reference.hpp:[[#@LINE+2]]:13: error: not supported: binding a reference member in a branch
// CHECK-DAG: fail_changed_reference.hpp:[[#@LINE+1]]:13: note: choose with '?:' what it refers to, or keep a pointer
    return {b};
  return {a};
}
GATEAUX_DIFFERENTIATE(gradient)
inline double g(double x, double y) { return larger(x, y).a; }

// CHECK-DAG: fail_changed_reference.hpp:[[#@LINE+1]]:16: note: make that a member
struct Named : std::vector<double> {
  int name;
};
GATEAUX_DIFFERENTIATE(gradient)
inline double h(double x) {
// CHECK-DAG: fail_changed_reference.hpp:[[#@LINE+1]]:3: error: not supported: a class derived from 'std::vector<double>'
  Named n;
  n.push_back(x);
  return n[0];
}

GATEAUX_DIFFERENTIATE(gradient)
inline double j(const Eigen::MatrixXd &A, double x) {
  Eigen::MatrixXd B = A;
  const Eigen::Ref<const Eigen::VectorXd> r(B.row(1).transpose());
  B *= x;
// CHECK-DAG: fail_changed_reference.hpp:[[#@LINE+1]]:10: error: not supported: reading 'r' after what it refers to has changed
  return r(0);
}

GATEAUX_DIFFERENTIATE(gradient)
inline double k(const Eigen::Vector3d &x) {
  Eigen::Vector3d v = x;
// CHECK-DAG: fail_changed_reference.hpp:[[#@LINE+2]]:14: error: not supported: reading 'v' while it is being filled
// CHECK-DAG: fail_changed_reference.hpp:[[#@LINE+1]]:14: note: what stands before this is written already; read it before, into a variable
  v << v(1), v(2), v(0);
  return v(0);
}

struct Packed {
// CHECK-DAG: fail_changed_reference.hpp:[[#@LINE+1]]:12: note: give 'a' a type of its own
  unsigned a : 3;
};
GATEAUX_DIFFERENTIATE(gradient)
inline double l(double x) {
// CHECK-DAG: fail_changed_reference.hpp:[[#@LINE+1]]:3: error: not supported: bit-field
  Packed p{5};
  return x * p.a;
}

GATEAUX_DIFFERENTIATE(gradient)
inline double chained(double x, double y) {
  const double &larger = std::max(x, y);
  const double &kept = std::max(larger, 0.1);
  x *= 3;
// CHECK-DAG: fail_changed_reference.hpp:[[#@LINE+1]]:10: error: not supported: reading 'kept' after what it refers to has changed
  return kept * x;
}
