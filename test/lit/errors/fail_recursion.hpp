// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

#include <Eigen/Dense>
#include <functional>
#include <vector>

inline std::vector<Eigen::VectorXd> columns(double x, int n) {
  if (n > 0) {
    auto all = columns(x * x, n - 1);
    all.push_back(Eigen::VectorXd::Constant(n, x));
    return all;
  }
  return {};
}
GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_recursion.hpp:[[#@LINE+2]]:46: error: not supported: recursion: 'columns' calls itself, and returns 'std::vector<Eigen::VectorXd>'
// CHECK: fail_recursion.hpp:[[#@LINE+1]]:46: note: let it return numbers and matrices, or write to references to such; or use a loop
inline double list(double x, int n) { return columns(x, n)[0](0); }

inline double nullable(const double *p, double x, int n) { return n > 0 ? x * nullable(p, x, n - 1) : p ? *p : x; }
GATEAUX_DIFFERENTIATE(gradient)
inline double nothing(double x, int n) {
  const double *p = nullptr;
  if (x > 0)
    p = &x;
// CHECK: fail_recursion.hpp:[[#@LINE+1]]:10: error: not supported: recursion by a pointer to one of several things, or to nothing
  return nullable(p, x, n);
}

inline void added(const double &from, double &to, int n) {
  if (n == 0)
    return;
  to += from * to;
  added(from, to, n - 1);
}
GATEAUX_DIFFERENTIATE(gradient)
inline double overlapping(const Eigen::VectorXd &x, int n) {
  Eigen::VectorXd y = x;
  added(y(0), y(1), n);
// CHECK: fail_recursion.hpp:[[#@LINE-1]]:3: error: not supported: recursion: 'added' calls itself, and 'to' and 'from' are parts of one variable
  return y(0) * y(1);
}

// CHECK: fail_recursion.hpp:[[#@LINE+2]]:15: error: not supported: recursion: 'nested' calls itself
// CHECK: fail_recursion.hpp:[[#@LINE+1]]:15: note: each time with another lambda: let it take the same one
inline double nested(const std::function<double(double)> &f, double x, int n) {
  if (n == 0)
    return f(x);
  return nested([&](double t) { return f(f(t)); }, x, n - 1);
}
GATEAUX_DIFFERENTIATE(gradient)
inline double growing(double x, int n) { return nested([](double t) { return t * t; }, x, n); }

GATEAUX_DIFFERENTIATE(gradient)
inline double perhapsOverlapping(double x, int n) {
  double a = x, b = 2 * x;
  double &one = x > 1 ? a : b;
// CHECK: fail_recursion.hpp:[[#@LINE+1]]:3: error: not supported: recursion: 'added' calls itself, and 'to' and 'from' are parts of one variable
  added(a, one, n);
  return a * b;
}

struct Node {
  double weight;
  int next;
};
inline double along(const std::vector<Node> &list, int i) {
  return i < 0 ? 1.0 : list[i].weight * along(list, list[i].next);
}
GATEAUX_DIFFERENTIATE(gradient)
inline double nodes(double x, int n) {
  std::vector<Node> list;
  for (int i = 0; i < n; ++i)
    list.push_back({x * i, i - 1});
// CHECK: fail_recursion.hpp:[[#@LINE+1]]:10: error: not supported: recursion by 'list_weight', which is neither a number nor a matrix
  return along(list, n - 1);
}
