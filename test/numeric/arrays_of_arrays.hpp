// SPDX-License-Identifier: Apache-2.0
//
// Rows of arrays, and what stands in lists, by pointers, ends and algorithms.
#ifndef GATEAUX_TEST_NUMERIC_ARRAYS_OF_ARRAYS_HPP
#define GATEAUX_TEST_NUMERIC_ARRAYS_OF_ARRAYS_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <iterator>
#include <numeric>
#include <vector>

namespace arrays_of_arrays {

using Eigen::MatrixXd;
using Eigen::VectorXd;

/// The ends of rows of arrays.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double ends(const VectorXd &x, int n) {
  double g[2][3] = {{x(0), 10, 3}, {20, 30, x(1)}};
  std::array<std::array<double, 3>, 1> one{{{x(2), x(3), x(4)}}};
  double s = n;
  for (auto &row : g)
    s += std::accumulate(std::begin(row), std::end(row), 0.0) * x(5);
  std::fill(std::begin(g[n % 2]), std::end(g[n % 2]), x(2));
  s += std::accumulate(std::begin(g[0]), std::end(g[0]), 1.0) * g[1][2];
  return s + static_cast<double>((std::end(g[0]) - std::begin(g[0])) + 10 * (std::end(g) - std::begin(g)) + (std::end(one) - std::begin(one))) * one[0][1] * x(3);
}

/// Pointers to the first number of what has rows, and stands in a list.
struct Block {
  double m[2][3];
};
inline double sum_of(const double *p, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += p[i] * p[i] * (i + 1);
  return s;
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double first_of(const VectorXd &x, int n) {
  std::vector<Block> blocks(static_cast<std::size_t>(n));
  blocks[0].m[0][1] = x(0);
  blocks[0].m[1][0] = x(1);
  double *p = &blocks[0].m[0][0];
  p[2] = x(2) * p[1];
  double c[2][2][2] = {{{1, x(0)}, {3, 4}}, {{5, 6}, {7, 8}}};
  double *q = &c[n % 2][0][0];
  q[1] = x(1);
  q[2] *= x(4);
  std::vector<Eigen::Matrix<double, 2, 3, Eigen::RowMajor>> rows(static_cast<std::size_t>(n));
  std::vector<MatrixXd> columns(static_cast<std::size_t>(n), x.head(2) * x.head(3).transpose());
  for (auto &m : rows) {
    m.setZero();
    m(0, 1) = x(0);
    m(1, 0) = x(1);
  }
  double *r = &rows[0](0, 0), *t = &columns[1](0, 0), *u = columns[0].data();
  u[2] *= 3;
  t[1] *= x(3);
  double alone = x(5);
  return p[1] + 10 * p[3] * p[2] + c[1][0][1] * c[0][0][1] + c[1][1][0] * c[0][1][0] + r[1] * r[3] + t[1] * t[2] + u[2] * u[1] +
         sum_of(&blocks[0].m[0][0], 6) * sum_of(&x(2), 2) + sum_of(&alone, 1);
}

/// Arrays of arrays that only some elements of are written, at positions known at run time.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double sparsely(const VectorXd &x, int n) {
  double c[2][2][3] = {};
  c[n % 2][1][0] += x(1);
  std::array<std::array<std::array<double, 3>, 2>, 2> d{};
  d[static_cast<std::size_t>(n % 2)][1][0] = x(0);
  double *row = d[static_cast<std::size_t>(n % 2)][1].data();
  row[2] = x(3) * row[0];
  return c[n % 2][1][0] * row[2] + c[0][1][0] * c[1][1][0] + d[1][1][0] * x(2) + d[0][1][0] * x(3);
}

/// Elements of lists that algorithms and loops change in their places.
struct Values {
  std::vector<double> e;
};
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double in_place(const VectorXd &x, int n) {
  const auto count = static_cast<std::size_t>(n);
  std::vector<Values> v(count, Values{{x(0), x(1)}});
  for (auto &w : v)
    for (double &q : w.e)
      q = q * q * x(2);
  std::vector<std::vector<double>> a(count, {x(0), x(1)}), b(a), c(a);
  std::transform(a[1].begin(), a[1].end(), a[1].begin(), [](double q) { return q * q; });
  for (auto &w : b)
    std::transform(w.begin(), w.end(), w.begin(), [](double q) { return q * q * q; });
  for (std::size_t i = 0; i < count; ++i)
    std::transform(c[i].begin(), c[i].end(), b[i].begin(), c[i].begin(), std::plus<>());
  return v[0].e[1] * v[1].e[0] + a[1][0] * a[0][1] + b[1][0] * b[2][1] + c[2][1] * c[0][0];
}

/// Constructors of the base, arrays taken apart, lists for minmax, generic lambdas as functions.
struct Base {
  double k;
  explicit Base(double a, double b = 2) : k(a * b) {}
};
struct Middle : Base {
  using Base::Base;
  double z = 2;
};
struct Derived : Middle {
  using Middle::Middle;
  double y = 3;
};
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double inherited(const VectorXd &x, int n) {
  const Derived d{x(3)};
  const Middle e(x(2), x(1));
  double m[2] = {x(0), x(1)};
  auto [r, s] = m;
  m[0] = 3;
  auto mm = std::minmax({x(2), r, s});
  const auto twice = [](const std::function<double(double)> &f, double t) { return f(f(t)); };
  const auto h = [&](auto t) { return t * x(0); };
  return d.k * d.k * d.z * d.y + e.k * e.z + r * s * mm.first * mm.second + m[0] + twice(h, x(1)) * n;
}

} // namespace arrays_of_arrays

#endif
