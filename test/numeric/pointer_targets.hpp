// SPDX-License-Identifier: Apache-2.0
//
// Pointers that branches and loops set to different things.
#ifndef GATEAUX_TEST_NUMERIC_POINTER_TARGETS_HPP
#define GATEAUX_TEST_NUMERIC_POINTER_TARGETS_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace pointer_targets {

using Eigen::VectorXd;

/// One of two variables, which is written by the pointer.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double one_of_two(double x, double y) {
  double a = x * y, b = x + y;
  double *p;
  if (a > b)
    p = &a;
  else
    p = &b;
  *p *= 2;
  const double *q = p == nullptr ? &a : &b;
  for (int i = 0; i < 4; ++i)
    if (i != 1) {
      double *r = i % 2 ? &x : &y;
      if (i == 3)
        r = p;
      *r += std::sin(*q) * *r;
    }
  return a * b + x * *p + y;
}

/// Two buffers whose roles are swapped.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double buffers(const VectorXd &x, int steps) {
  constexpr int n = 6;
  double a[n], b[n] = {};
  double *now = a, *next = b;
  for (int i = 0; i < n; ++i)
    now[i] = x(i % x.size());
  for (int t = 0; t < steps; ++t) {
    for (int i = 0; i < n; ++i)
      next[i] = now[i] + 0.1 * (now[(i + 1) % n] - now[i]) * now[i];
    std::swap(now, next);
  }
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += now[i] * now[i] + 0.5 * next[i];
  return s;
}

/// The same with vectors, swapped by hand.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double vectors(const VectorXd &x, int steps) {
  VectorXd a = x, b = 2 * x;
  VectorXd *now = &a, *next = &b;
  int t = 0;
  while (t++ < steps) {
    *next = (now->array().sin() * 0.5 + x.array()).matrix();
    if (t == 2)
      continue;
    VectorXd *held = now;
    now = next;
    next = held;
  }
  return now->squaredNorm() + next->sum();
}

struct Item {
  double cost;
  VectorXd w;
};

/// The best of a list, by a pointer that is null at first.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double best(const VectorXd &x) {
  std::vector<Item> items;
  for (int i = 0; i < x.size(); ++i)
    items.push_back({std::sin(3 * x(i)), x * x(i)});
  const Item *found = nullptr;
  for (const Item &item : items)
    if (!found || item.cost < found->cost)
      found = &item;
  Item *last = nullptr;
  for (std::size_t i = 0; i < items.size(); ++i)
    if (items[i].cost > 0 && last == nullptr)
      last = &items[i];
  double s = found ? found->cost * found->w.sum() : 0.0;
  if (last != nullptr) {
    last->cost *= 2;
    s += last->cost * items[0].cost;
  }
  const VectorXd *direction = nullptr;
  for (int i = 0; i < 2; ++i)
    if (x(i) > 0.5)
      direction = &items[static_cast<std::size_t>(i)].w;
  return direction ? s * direction->norm() : s;
}

/// Into different arrays, with a position; iterators too.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double arrays(const std::vector<double> &u, const VectorXd &v, int n) {
  double s = 1;
  for (int k = 0; k < n; ++k) {
    const double *p = u.data();
    if (k % 2)
      p = v.data() + 1;
    s += std::sin(p[1] * s);
    ++p;
    s *= *p++ + 1;
  }
  std::vector<double> w = u;
  auto it = w.begin();
  if (n > 2)
    it = std::max_element(w.begin(), w.end());
  *it *= 3;
  const auto [low, high] = std::minmax_element(w.begin(), w.end());
  return s * *low * *high + w[0];
}

/// In a member, and through copies.
struct Cursor {
  double *at;
  int steps = 0;
};
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double members(double x, double y, int n) {
  double values[2] = {x, y}, other = x * y;
  Cursor cursor{&values[0]};
  for (int i = 0; i < n; ++i) {
    Cursor copy = cursor;
    if (i % 3 == 1)
      copy.at = &other;
    else if (i % 3 == 2)
      ++copy.at;
    *copy.at += std::cos(*copy.at * x);
    if (i == 3)
      cursor = copy;
  }
  return values[0] * values[1] + other * *cursor.at;
}

/// Compared, where only the run shows what they point to.
struct Window {
  const double *first;
  int n;
  double sum() const {
    double s = 0;
    for (const double *p = first; p != first + n; ++p)
      s += *p * *p;
    return s;
  }
};
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double compared(const VectorXd &x, const VectorXd &y) {
  double a = x(0), b = y(0);
  double *p = &a, *q = &b;
  if (x(1) > 0.5)
    q = p;
  *p = x(0) * y(1);
  *q += 1;
  *p *= *q;
  double s = p == q ? a * b : a + b;
  const double *least = nullptr;
  for (int i = 0; i < 4; ++i) {
    Window w{x.data(), 3};
    if (i % 2)
      w.first = y.data() + 1;
    if (i == 2)
      w.n = 2;
    s = s * 0.5 + w.sum();
    if (!least || *w.first < *least)
      least = w.first;
    if (least == w.first)
      s *= 1 + x(2);
  }
  return s * *least;
}

/// References and pointers that are made anew behind each swap.
struct Grid {
  std::vector<double> values;
  std::vector<std::vector<double>> rows;
};
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double handed_over(const VectorXd &x, int n) {
  std::vector<double> v(x.data(), x.data() + 3), w{x(3), x(0), x(1)};
  Grid a{v, {v, w}}, b{w, {w, v, w}};
  std::vector<double> &whole = v;
  const double *p = v.data(), *q = w.data();
  double s = 0;
  for (int i = 0; i < n; ++i) {
    double &r = v[1], &e = a.values[i % 3], &c = a.rows[1][2];
    s += p[0] * q[i % 3] + r * whole[2] + e * c;
    r *= 1.5;
    e += c * c;
    std::swap(v, w);
    p = &v[0];
    q = w.data() + 0;
    if (i % 2)
      std::swap(a, b);
    else
      a.rows.swap(b.rows);
    std::swap(a.rows[0], a.rows[1]);
  }
  std::vector<double> taken = std::move(v);
  p = taken.data();
  double c = x(0), d = x(1);
  double &first = c;
  std::swap(c, d);
  Eigen::Vector2d u(x(0), x(1)), z(x(1), x(2));
  double &fixed = u(0);
  u.swap(z);
  return s * p[2] + first * fixed + b.values[0] * a.rows[0][1] * taken[0];
}

} // namespace pointer_targets

#endif
