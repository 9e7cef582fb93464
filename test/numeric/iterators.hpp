// SPDX-License-Identifier: Apache-2.0
//
// Pointers and iterators that move, and the algorithms that take them.
#ifndef GATEAUX_TEST_NUMERIC_ITERATORS_HPP
#define GATEAUX_TEST_NUMERIC_ITERATORS_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <functional>
#include <iterator>
#include <numeric>
#include <utility>
#include <vector>

namespace iterators {

using Eigen::VectorXd;

/// Pointers that walk through a vector.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double walked(const VectorXd &x) {
  double s = 0;
  const double *end = x.data() + x.size();
  for (const double *p = x.data(); p != end; ++p)
    s += *p * std::sin(*p);
  return s;
}

/// One that is moved where it is read.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double consumed(const VectorXd &x) {
  const double *p = x.data();
  int n = static_cast<int>(x.size());
  double s = 0, w = 1;
  while (n--) {
    s += w * *p++;
    w *= std::cos(s);
  }
  return s;
}

/// Pointers that branches set, compared and subtracted.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double selected(const VectorXd &x, double t) {
  const double *p = x.data();
  if (t > 0.1)
    p += 2;
  const double *best = x.data();
  for (const double *q = x.data() + 1; q < x.data() + x.size(); q++)
    if (*q > *best)
      best = q;
  const double *other = t > 0.2 ? best : p;
  return *p * t + *best * *best * p[1] + *other * static_cast<double>(best - x.data());
}

/// A pointer that writes, in a loop in a branch, and iterators backwards.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double written(const VectorXd &x) {
  std::vector<double> y(2 * x.size());
  double *out = y.data();
  if (x(0) < 10)
    for (int i = 0; i < x.size(); ++i) {
      *out++ = x(i) * x(i);
      *out++ = std::sin(x(i));
    }
  double s = 0;
  for (auto r = y.rbegin(); r != y.rend(); ++r)
    s = s * 0.9 + *r;
  return s;
}

/// C arrays.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double arrays(const VectorXd &x) {
  double a[5];
  std::copy(x.begin(), x.end(), a);
  double *p = a;
  do {
    *p *= 2;
    ++p;
  } while (p < a + 5);
  double s = 0;
  for (double *q = std::end(a); q-- != std::begin(a);)
    s = s * s + *q * 0.1;
  return s;
}

/// A pointer that is a member.
struct Chain {
  const double *w;
  int n;
  double operator()(double x) const {
    const double *p = w;
    double y = x;
    for (int i = 0; i < n; ++i)
      y = std::tanh(*p++ * y);
    return y;
  }
};
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double member(const VectorXd &x) { return Chain{x.data() + 1, 3}(x(0)); }

/// An array as a parameter, through which a pointer walks.
GATEAUX_DIFFERENTIATE(wrt(p), extent(p, 4), gradient, hvp, objective)
inline double parameter(const double p[4]) {
  double s = 1;
  for (int i = 0; i < 4; ++i) {
    s += *p * *p * s;
    ++p;
  }
  return s;
}

/// Iterators, and functions that take any.
template <class It> double total(It first, It last) {
  double s = 0;
  for (; first != last; ++first)
    s += *first * *first;
  return s;
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double iterated(const VectorXd &x) {
  std::vector<double> v(x.data(), x.data() + x.size());
  double s = 1;
  for (auto it = v.begin(); it != v.end(); ++it)
    s *= 1 + *it * *it;
  std::array<double, 3> a{x(0), x(1) * x(2), 2.0};
  return s + total(x.begin(), x.end()) * total(a.begin(), a.end()) + total(x.data() + 1, x.data() + 3);
}

/// Iterators over structs, matrices and vectors.
struct Pair {
  double a, b;
};
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double over_lists(const VectorXd &x) {
  std::vector<Pair> pairs;
  for (int i = 0; i + 1 < x.size(); ++i)
    pairs.push_back({x(i), x(i + 1)});
  double s = 0;
  for (auto it = pairs.begin(); it != pairs.end(); ++it) {
    it->a *= it->b;
    s += it->a + (*it).b;
  }
  std::vector<VectorXd> vectors;
  for (int i = 0; i < 3; ++i)
    vectors.push_back(x * (1.0 + i));
  for (auto it = vectors.cbegin(); it != vectors.cend(); it++)
    s += it->squaredNorm() * (*it)(0);
  std::vector<std::vector<double>> rows(3);
  for (auto &row : rows)
    for (int i = 0; i < x.size(); ++i)
      row.push_back(x(i) * (1 + i));
  for (auto row = rows.begin(); row != rows.end(); ++row)
    for (auto e = row->begin(); e != row->end(); ++e)
      s += *e * *e * 0.1 + *e;
  return std::accumulate(pairs.begin(), pairs.end(), s, [](double t, const Pair &p) { return t + p.a * p.b; });
}

// Algorithms.

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double transformed(const VectorXd &x) {
  std::vector<double> v(x.size()), w(x.size()), appended;
  std::transform(x.data(), x.data() + x.size(), v.begin(), [](double a) { return a * a; });
  std::transform(v.begin(), v.end(), x.begin(), w.begin(), [&](double a, double b) { return a * b + x(0); });
  std::transform(x.begin(), x.end(), std::back_inserter(appended), [](double a) { return std::exp(a); });
  std::for_each(w.begin(), w.end(), [&](double &a) { a += x(1); });
  return std::accumulate(w.begin(), w.end(), 0.0) +
         std::accumulate(v.begin() + 1, v.end() - 1, 1.0, [](double a, double b) { return a * (1 + b); }) +
         std::inner_product(appended.begin(), appended.end(), x.begin(), 0.0, std::plus<>(),
                            [](double a, double b) { return a / (1 + b * b); });
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double summed(const VectorXd &x) {
  std::vector<double> c(x.size()), d(x.size());
  std::partial_sum(x.begin(), x.end(), c.begin());
  std::adjacent_difference(c.begin(), c.end(), d.begin(), [](double a, double b) { return a * a - b; });
  return std::inner_product(c.begin(), c.end(), d.begin(), 0.5) *
             std::inner_product(x.begin(), x.end() - 1, x.begin() + 1, 0.5) +
         std::accumulate(x.begin(), x.end(), 1.0, std::multiplies<>()) + std::reduce(x.begin() + 1, x.end(), 1.0) +
         std::transform_reduce(x.begin(), x.end(), c.begin(), 0.0);
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double extremes(const VectorXd &x) {
  auto it = std::max_element(x.begin(), x.end());
  const auto k = it - x.begin();
  auto least = std::min_element(x.begin(), x.end(), [](double a, double b) { return a * a < b * b; });
  const auto n = std::count_if(x.begin(), x.end(), [](double a) { return a > 0.5; });
  auto first = std::find_if(x.begin(), x.end(), [](double a) { return a < 0.7; });
  const bool any = std::any_of(x.begin(), x.end(), [](double a) { return a > 0.9; });
  double s = any ? x(0) : x(1);
  if (first != x.end())
    s += *first * x(2);
  return *it * *it * (1.0 + static_cast<double>(k)) + std::sin(*least) + s * s * static_cast<double>(n) +
         *std::max_element(x.data() + 1, x.data() + 4);
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double generated(const VectorXd &x) {
  std::vector<double> a(4), b;
  double c = x(0);
  std::generate(a.begin(), a.end(), [&] { return c *= x(1); });
  b.assign(a.begin(), a.end());
  std::reverse(b.begin(), b.end());
  std::vector<double> r(b.begin() + 1, b.end());
  std::fill(a.begin() + 1, a.end() - 1, x(2));
  std::fill_n(a.begin(), 1, x(3));
  std::copy_n(r.begin(), 2, a.begin() + 2);
  std::swap(*a.begin(), *std::next(a.begin()));
  return r[0] * r[2] + b[0] + *std::next(b.begin()) * b.back() + *std::prev(b.end(), 2) + a[0] * a[1] * a[2] + a[3];
}

/// A table of knots, searched.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double interpolated(const VectorXd &y, double t) {
  std::vector<double> knots = {0.0, 0.5, 1.0, 1.5, 2.0};
  auto it = std::upper_bound(knots.begin(), knots.end(), t);
  const std::size_t i = std::distance(knots.begin(), it);
  const double u = (t - knots[i - 1]) / (knots[i] - knots[i - 1]);
  return (1 - u) * y[i - 1] + u * u * y[i];
}

/// Objects behind pointers.
inline double squares(const VectorXd *x) { return x->squaredNorm() + (*x)(0); }
inline void append(std::vector<double> *v, double x) { v->push_back(x * x); }
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double behind(const VectorXd &x) {
  std::vector<double> v;
  append(&v, x(0));
  append(&v, x(1));
  return squares(&x) * v[0] * v[1];
}

/// Vectors that are edited, and made backwards.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double edited(const VectorXd &x) {
  std::vector<double> a(x.begin(), x.end()), b(a.rbegin(), a.rend());
  a.insert(a.begin() + 1, x(0) * x(1));
  a.insert(a.end(), b.begin(), b.begin() + 2);
  a.insert(a.begin(), 2, x(2));
  b.erase(b.begin() + 1);
  b.erase(b.begin() + 1, b.begin() + 3);
  std::swap_ranges(a.begin(), a.begin() + 2, b.begin());
  std::rotate(a.begin(), a.begin() + 1, a.end());
  std::iota(a.end() - 2, a.end(), x(0));
  double s = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    s += a[i] * a[i] * (i + 1.0);
  return s * b[0] + b[1] * b.back();
}

/// Elements that are made where they are appended.
struct Weighted {
  Weighted(double value, int weight) : value(value * weight), weight(weight) {}
  double value;
  int weight;
};
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double emplaced(const VectorXd &x) {
  std::vector<std::pair<double, int>> pairs;
  std::vector<Weighted> all;
  for (int i = 0; i < x.size(); ++i) {
    pairs.emplace_back(x(i) * x(i), i);
    if (i % 2 == 0)
      all.emplace_back(x(i), i + 1);
  }
  double s = 0;
  for (const auto &[a, i] : pairs)
    s += a * (i + 1);
  for (const Weighted &w : all)
    s += w.value * w.value * w.weight;
  auto best = std::max_element(pairs.begin(), pairs.end(), [](const auto &l, const auto &r) { return l.first < r.first; });
  return s * best->first * (best->second + 1);
}

/// Bytes that are copied.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double copied(const VectorXd &x) {
  double a[5];
  std::memcpy(a, x.data(), 5 * sizeof(double));
  std::memmove(a + 1, a, sizeof(double) * 3);
  double s = 0;
  for (double v : a)
    s += v * v * s + v;
  return s;
}

// In order.

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double median(const VectorXd &x) {
  std::vector<double> v;
  for (int i = 0; i < x.size(); ++i)
    v.push_back(x(i) * x(i) * x(0));
  std::nth_element(v.begin(), v.begin() + 2, v.end());
  return v[2] * x(1);
}

/// The distance of two samples, and of one from itself backwards.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double transported(const VectorXd &x) {
  VectorXd a = x, b = x.array().sin() + x(0);
  std::sort(a.data(), a.data() + a.size());
  std::sort(b.begin(), b.end(), std::greater<>());
  double s = 0;
  for (int i = 0; i < a.size(); ++i)
    s += (a(i) - b(i)) * (a(i) - b(i)) * (i + 1);
  return s;
}

/// The mean of the worst, and sorting in a branch in a loop.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double sorted(const VectorXd &x) {
  std::vector<double> losses(x.size());
  for (std::size_t i = 0; i < losses.size(); ++i)
    losses[i] = std::exp(x(1) * x(i)) * x(i);
  std::sort(losses.rbegin(), losses.rend());
  std::array<double, 5> w;
  double s = 1;
  for (int k = 0; k < 3; ++k) {
    for (int i = 0; i < 5; ++i)
      w[i] = std::sin((k + 1) * x(i) * s);
    if (k != 1)
      std::sort(w.begin() + 1, w.end());
    s += w[1] * w[4] + 0.1 * w[k];
  }
  return s + std::accumulate(losses.begin(), losses.begin() + 2, 0.0) / 2;
}

} // namespace iterators

#endif
