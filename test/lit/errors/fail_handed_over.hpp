// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

#include <Eigen/Dense>

#include <utility>
#include <vector>

struct Point {
  double x, y;
};
struct Grid {
  std::vector<double> values;
};

GATEAUX_DIFFERENTIATE(gradient)
inline double pointer(double x) {
  std::vector<double> v{x, 2}, w{x * x, 3};
  const double *p = &v[0];
  std::swap(v, w);
// CHECK: fail_handed_over.hpp:[[#@LINE+2]]:15: error: not supported: a pointer into a container that has been swapped or moved
// CHECK: fail_handed_over.hpp:[[#@LINE+1]]:15: note: set it again behind the swap
  double s = *p;
  return s;
}

GATEAUX_DIFFERENTIATE(gradient)
inline double moved(double x) {
  std::vector<double> v{x, 2}, w;
  const double *p = &v[0];
  w = std::move(v);
// CHECK: fail_handed_over.hpp:[[#@LINE+1]]:11: error: not supported: a pointer into a container that has been swapped or moved
  return *p * w[0];
}

GATEAUX_DIFFERENTIATE(gradient)
inline double earlierIteration(double x) {
  std::vector<double> v{x, 2}, w{x * x, 3};
  const double *p = &v[0];
  double s = 0;
  for (int i = 0; i < 3; ++i) {
// CHECK: fail_handed_over.hpp:[[#@LINE+1]]:11: error: not supported: a pointer into a container that has been swapped or moved
    s += *p;
    std::swap(v, w);
  }
  return s;
}

GATEAUX_DIFFERENTIATE(gradient)
inline double oneWay(double x) {
  std::vector<double> v{x, 2}, w{x * x, 3};
  const double *p = &v[0];
  if (x > 0)
    std::swap(v, w);
  else
    p = &v[0];
// CHECK: fail_handed_over.hpp:[[#@LINE+1]]:11: error: not supported: a pointer into a container that has been swapped or moved
  return *p;
}

GATEAUX_DIFFERENTIATE(gradient)
inline double reference(double x) {
  std::vector<double> v{x, 2}, w{x * x, 3};
  double &r = v[0];
  std::swap(v, w);
// CHECK: fail_handed_over.hpp:[[#@LINE+2]]:3: error: not supported: a reference into a container that has been swapped or moved
// CHECK: fail_handed_over.hpp:[[#@LINE+1]]:3: note: make it again behind the swap, or a copy before it
  r *= x;
  return v[0];
}

GATEAUX_DIFFERENTIATE(gradient)
inline double referenceOfEarlierIteration(double x) {
  std::vector<double> v{x, 2}, w{x * x, 3};
  double &r = v[0];
  double s = 0;
  for (int i = 0; i < 3; ++i) {
// CHECK: fail_handed_over.hpp:[[#@LINE+1]]:10: error: not supported: a reference into a container that has been swapped or moved
    s += r;
    std::swap(v, w);
  }
  return s;
}

GATEAUX_DIFFERENTIATE(gradient)
inline double element(double x) {
  std::vector<Point> v{{x, 2}}, w{{x * x, 3}};
  Point &p = v[0];
  std::swap(v, w);
// CHECK: fail_handed_over.hpp:[[#@LINE+1]]:10: error: not supported: a reference into a container that has been swapped or moved
  return p.x;
}

GATEAUX_DIFFERENTIATE(gradient)
inline double items(double x) {
  std::vector<std::vector<double>> v{{x, 2}, {x * x}};
  double &r = v[0][0];
  std::swap(v[0], v[1]);
// CHECK: fail_handed_over.hpp:[[#@LINE+1]]:10: error: not supported: a reference into a container that has been swapped or moved
  return r;
}

GATEAUX_DIFFERENTIATE(gradient)
inline double members(double x) {
  Grid a{{x, 2}}, b{{x * x, 3}};
  double &r = a.values[0];
  std::swap(a, b);
// CHECK: fail_handed_over.hpp:[[#@LINE+1]]:10: error: not supported: a reference into a container that has been swapped or moved
  return r;
}

GATEAUX_DIFFERENTIATE(gradient)
inline double views(const Eigen::VectorXd &x) {
  Eigen::VectorXd v = x, w = 2 * x;
  auto head = v.head(2);
  v.swap(w);
// CHECK: fail_handed_over.hpp:[[#@LINE+1]]:10: error: not supported: a reference into a container that has been swapped or moved
  return head(0);
}

GATEAUX_DIFFERENTIATE(gradient)
inline double rangeFor(const std::vector<double> &x) {
  std::vector<double> v = x, w{x[1], x[0]};
  double s = 0;
  for (double &e : v) {
    if (s > 3)
      std::swap(v, w);
// CHECK: fail_handed_over.hpp:[[#@LINE+1]]:10: error: not supported: a reference into a container that has been swapped or moved
    s += e;
  }
  return s;
}
