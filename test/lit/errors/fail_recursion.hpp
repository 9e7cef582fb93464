// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

#include <Eigen/Dense>
#include <functional>
#include <utility>
#include <vector>

// CHECK: fail_recursion.hpp:[[#@LINE+4]]:19: error: not supported: recursion: 'both' calls itself
// CHECK: fail_recursion.hpp:[[#@LINE+3]]:19: note: let it return one number or matrix, or write to one reference; or use a loop
inline std::pair<double, double> both(double x, int n) {
  if (n > 0) {
    auto [a, b] = both(x * x, n - 1);
    return {a * b, b + x};
  }
  return {x, x * x};
}
GATEAUX_DIFFERENTIATE(gradient)
inline double pair(double x, int n) { return both(x, n).first; }

inline void rotated(double &a, double &b, int n) {
  if (n == 0)
    return;
  a += b * b;
  b *= a;
// CHECK: fail_recursion.hpp:[[#@LINE+2]]:3: error: not supported: recursion: 'rotated' calls itself, and gives more than one value
// CHECK: fail_recursion.hpp:[[#@LINE+1]]:3: note: let it return one number or matrix, or write to one reference; or use a loop
  rotated(a, b, n - 1);
}
GATEAUX_DIFFERENTIATE(gradient)
inline double references(double x, int n) {
  double y = x;
  rotated(x, y, n);
  return x * y;
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
