// SPDX-License-Identifier: Apache-2.0
//
// Structs, pairs, tuples, arrays and vectors of scalars.
#ifndef GATEAUX_TEST_NUMERIC_AGGREGATES_HPP
#define GATEAUX_TEST_NUMERIC_AGGREGATES_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include <array>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>
#include <vector>

namespace aggregates {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

struct Layer {
  MatrixXd W;
  VectorXd b;
  int power = 1;
  VectorXd operator()(const VectorXd &x) const {
    VectorXd y = W * x + b;
    for (int i = 0; i < power; ++i)
      y = y.array().tanh();
    return y;
  }
};
struct Net {
  Layer in, out;
  double scale = 1;
};

inline double loss(const Net &net, const VectorXd &x) {
  return net.scale * net.out(net.in(x)).squaredNorm();
}

/// By the whole struct and by members of it; held to the same function of matrices.
GATEAUX_DIFFERENTIATE(wrt(net), gradient, hvp, tangent, as(net_loss))
GATEAUX_DIFFERENTIATE(wrt(net.in.W, net.scale), gradient, hvp, adjoint, as(member_loss))
inline double annotated(const Net &net, const VectorXd &x) { return loss(net, x); }

inline Net netOf(const MatrixXd &W, const VectorXd &b, const MatrixXd &V, const VectorXd &c,
                 double scale) {
  Net net;
  net.in = {W, b, 2};
  net.out = Layer{V, c};
  net.scale = scale;
  return net;
}

GATEAUX_DIFFERENTIATE(wrt(W, b, V, c, scale), gradient, hvp, objective)
inline double flat(const MatrixXd &W, const VectorXd &b, const MatrixXd &V, const VectorXd &c,
                   double scale, const VectorXd &x) {
  return loss(netOf(W, b, V, c, scale), x);
}

struct Base {
  double k = 0.5;
  double energy(double x) const { return 0.5 * k * x * x; }
};
struct Spring : Base {
  double length;
  explicit Spring(double l) : length(l) {}
  GATEAUX_DIFFERENTIATE(wrt(*this, x), gradient, hvp, as(spring))
  double stretched(double x) const { return energy(x - length) * length; }
};

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double copies(double x, double y) {
  Spring a(x);
  a.k = y;
  Spring b = a;
  b.length *= y;
  std::swap(a.k, b.length);
  Spring *which = &a;
  which->k += x;
  const Spring c = x > 0.5 ? a : b;
  return a.stretched(x) + b.stretched(y) * c.stretched(x * y);
}

inline std::pair<double, VectorXd> split(const VectorXd &x) { return {x.norm(), x / x.norm()}; }
inline std::tuple<double, double, int> powers(double x) { return {x * x, x * x * x, 2}; }

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double tuples(const VectorXd &x, double a) {
  auto [norm, direction] = split(x);
  const auto both = std::make_pair(a * norm, direction);
  auto t = powers(both.first);
  double p, q;
  int n;
  std::tie(p, q, n) = powers(std::get<0>(t));
  auto &[u, v, w] = t;
  u += p;
  return both.second.sum() * q * n + std::get<0>(t) * v * w;
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double arrays(double x, const VectorXd &w) {
  double a[3] = {x, x * x};
  std::array<double, 3> b{};
  double m[2][3] = {{x, 1, 2}, {w(0), x, w(1)}};
  for (int i = 0; i < 3; ++i)
    b[static_cast<std::size_t>(i)] = a[i] * (i + 1) + m[i % 2][i];
  a[2] = b[1] * b.back();
  double s = 0;
  for (double v : b)
    s += v * v;
  for (auto &row : m)
    for (double &v : row)
      v *= s;
  for (int i = 0; i < 2; ++i)
    for (int j = 0; j < 3; ++j)
      s += m[i][j] * a[j];
  const double *p = a;
  s += p[1] * *(p + 2);
  MatrixXd parts[2] = {w * w.transpose(), x * MatrixXd::Identity(w.size(), w.size())};
  return s + (parts[0] * parts[1]).sum();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double vectors(const VectorXd &w, double x) {
  std::vector<double> c(static_cast<std::size_t>(w.size()), 1.0), d;
  for (std::size_t i = 0; i < c.size(); ++i)
    c[i] += w(static_cast<Index>(i)) * x;
  for (double v : c)
    if (v > 1)
      d.push_back(v * v);
  d.push_back(x);
  c.resize(2);
  c.assign(3, x * c[1]);
  std::array<VectorXd, 2> halves = {w.head(2), w.tail(2) * x};
  return std::accumulate(d.begin(), d.end(), 0.0) * c.front() +
         std::inner_product(c.begin(), c.end(), c.begin(), x) + halves[0].dot(halves[1]) +
         *std::max_element(d.begin(), d.end()) + static_cast<double>(d.size());
}

struct State {
  Eigen::Vector2d p, v;
};
inline State step(const State &s, double k, double h) {
  State next = s;
  next.v -= h * k * s.p;
  next.p += h * next.v;
  if (next.p.x() > 1)
    return s;
  return next;
}
inline void advance(State &s, double k, double h) { s = step(s, k, h); }

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double simulation(const Eigen::Vector2d &p, const Eigen::Vector2d &v, double k) {
  State s{p, v};
  for (int i = 0; i < 10; ++i) {
    if (i % 2)
      advance(s, k, 0.1);
    else
      s = step(s, k * s.p.norm(), 0.1);
  }
  return s.p.dot(s.v) + s.p.x();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double maps(const VectorXd &w, double x) {
  std::vector<double> v(w.data(), w.data() + w.size());
  Eigen::Map<VectorXd> all(v.data(), static_cast<Index>(v.size()));
  all *= x;
  Eigen::Map<const MatrixXd> matrix(v.data(), 2, 2);
  double a[4] = {x, w(0), w(1), x * x};
  const Eigen::Map<const Eigen::Vector2d> part(a + 1);
  return (matrix * part).squaredNorm() + v[1] * all.sum();
}

struct Support {
  double stiffness;
  Eigen::Vector2d rest;
};
/// A base that is initialised by a list, and a constructor that calls another one.
struct DampedSupport : Support {
  double damping = 0.5;
  Support inner;
  DampedSupport(double k, const Eigen::Vector2d& r) : Support{k, r}, inner{k * k, 2.0 * r} {}
  explicit DampedSupport(double k) : DampedSupport(k, Eigen::Vector2d(k, 1)) { damping += k; }
  double energy() const {
    return stiffness * damping * rest.squaredNorm() + inner.stiffness * inner.rest.sum();
  }
};

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double derived(double k, const Eigen::Vector2d& r) {
  DampedSupport a(k, r), b(k * r(0));
  a.damping *= r(1);
  return a.energy() * b.energy();
}

} // namespace aggregates

#endif
