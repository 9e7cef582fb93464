// SPDX-License-Identifier: Apache-2.0
//
// Small things that programs are full of: how elements begin, braced lists, bits, local classes.
#ifndef GATEAUX_TEST_NUMERIC_IDIOMS_HPP
#define GATEAUX_TEST_NUMERIC_IDIOMS_HPP

#include <Eigen/Dense>
#include <array>
#include <cmath>
#include <gateaux/gateaux.hpp>
#include <utility>
#include <vector>

namespace idioms {

using Eigen::Vector2d;
using Eigen::VectorXd;

/// Members with initialisers, and a constructor with a default argument.
struct Camera {
  double focal = 2.0, b = 0;
};
struct Made {
  explicit Made(double scale = 3) : twice(2 * scale) {}
  double twice;
  Camera camera{1.5, 0.5};
};

/// A loop that fills a table and one that sums, whose counters are of different types to the tool.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double table_and_sum(const VectorXd &x) {
  std::vector<VectorXd> a(3, VectorXd::Zero(3));
  double s = 0;
  for (int k = 0; k < 3; ++k)
    a[k] = x(k) * x;
  for (int k = 0; k < 3; ++k)
    s += x(k) * x(k);
  return a[0][1] * s;
}

struct Subject {
  double t;
  bool event;
};
/// Flags as members of the elements of a vector.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double flags(const VectorXd &x) {
  std::vector<Subject> d;
  for (int i = 0; i < x.size(); ++i)
    d.push_back({x(i), i % 2 == 0});
  double s = 0;
  for (const auto &q : d)
    if (q.event)
      s += q.t * q.t;
  return s;
}

/// Arrays of objects whose members have initialisers.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double array_beginnings(const VectorXd &x) {
  Camera more[2];
  more[1].focal = x(1);
  std::array<Camera, 2> a;
  a[0].b = x(2) * x(0);
  return more[0].focal * more[1].focal * more[1].focal + a[0].b * a[1].focal * a[0].b;
}

/// Vectors of such objects, sized and extended.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double vector_beginnings(const VectorXd &x) {
  std::vector<Camera> v(2);
  v.resize(4);
  v[1].b = x(0);
  v[3].focal = x(1);
  double s = 0;
  for (auto &c : v) {
    s += c.focal * c.focal * (c.b + x(2));
  }
  v.emplace_back();
  std::vector<Made> made(2);
  made.resize(3);
  std::array<Made, 2> two;
  s *= made[2].twice * made[0].camera.focal * x(0) + two[1].camera.b;
  s *= v.back().focal * x(0);
  return s;
}

/// Arrays taken apart under names.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double named_elements(const VectorXd &x) {
  std::array<double, 2> e{x(0), x(1)};
  auto [a, b] = e;
  std::vector<std::array<int, 2>> ed{{0, 1}, {1, 2}};
  double s = a * b * b;
  for (auto [i, j] : ed)
    s += x(i) * x(j) * a;
  for (const auto &[i, j] : ed)
    s += x(i) * x(j) * a;
  return s;
}

/// Integers by their bits.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double bits(const VectorXd &x, int n) {
  double s = 0;
  for (int m = 0; m < (1 << n); ++m) {
    double p = 1;
    for (int i = 0; i < n; ++i)
      p *= (m >> i) & 1 ? x(i) : 1 - x(i) * x(i);
    s += p * (m ^ 1) * (~m);
  }
  unsigned k = 1u;
  k <<= 3;
  k >>= 1;
  k ^= 1u;
  k |= 8u;
  k &= 13u;
  return s * k;
}

/// Braced lists assigned to vectors.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double braces_assigned(const VectorXd &x) {
  Vector2d v(x(0), x(1)), w(x(1), x(2));
  std::vector<Vector2d> c;
  c = {v, w, v};
  std::vector<double> d;
  d = {x(0), x(1)};
  std::vector<int> e;
  e = {1, 2};
  double s = 0;
  for (const auto &q : c)
    s += q.squaredNorm();
  for (double q : d)
    s *= q;
  for (int q : e)
    s *= x(q);
  return s;
}

/// Loops over braced lists.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double braces_walked(const VectorXd &x) {
  VectorXd a = x * 2, b = x.array().square();
  double s = 0;
  for (const VectorXd *p : {&a, &b})
    s += p->squaredNorm();
  for (const auto &v : {a, b})
    s += v.sum() * s;
  for (const auto *p : {&a, &b})
    s *= (*p)(0);
  for (auto [p, k] : {std::make_pair(x(0), 2), std::make_pair(x(1), 3)})
    s += std::pow(p, k);
  return s;
}

/// A class of the function's own.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double local_class(const VectorXd &x) {
  struct P {
    double a, b;
    double norm() const { return a * a + b * b; }
  };
  P p{x(0), x(1)};
  std::vector<P> v;
  for (int i = 0; i + 1 < x.size(); ++i)
    v.push_back({x(i), x(i + 1)});
  double s = p.norm();
  for (const P &q : v)
    s += q.norm() * q.a;
  return s;
}

} // namespace idioms

#endif
