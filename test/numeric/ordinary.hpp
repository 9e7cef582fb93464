// SPDX-License-Identifier: Apache-2.0
//
// Ordinary programs: tables of constants, orders of objects, iterators that go backwards, elements known by address.
#ifndef GATEAUX_TEST_NUMERIC_ORDINARY_HPP
#define GATEAUX_TEST_NUMERIC_ORDINARY_HPP

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <functional>
#include <gateaux/gateaux.hpp>
#include <tuple>
#include <utility>
#include <vector>

namespace ordinary {

using Eigen::MatrixXd;
using Eigen::VectorXd;

struct Entry {
  int k;
  double v;
};
constexpr Entry table[] = {{1, 0.5}, {0, 0.25}};
constexpr std::pair<int, double> pairs[] = {{1, 0.5}, {0, 0.25}};
struct Coefficients {
  double b[2];
  double c;
};
constexpr Coefficients coefficients{{1, 2}, 3};
const double root = std::sqrt(2.0);
inline const double logarithm = std::log(2.0) * root;

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double constants(const VectorXd &x) {
  double s = 0;
  for (const auto &t : table)
    s += t.v * x(t.k);
  for (int i = 0; i < 2; ++i)
    s += table[i].v * x(2) * x(0) + coefficients.b[i] * x(i) * coefficients.c;
  for (const auto &[k, v] : pairs)
    s += v * x(k) * x(k);
  return s * s + root * x(0) * x(0) + logarithm * x(1);
}

struct Layer {
  VectorXd u;
  double a;
  bool operator<(const Layer &o) const { return a < o.a; }
};
struct Order {
  double k, w;
};
inline bool operator<(const Order &a, const Order &b) { return a.k > b.k; }

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double sorted(const VectorXd &x) {
  std::vector<std::pair<double, int>> p;
  std::vector<std::tuple<int, double, double>> t;
  std::vector<Layer> layers;
  std::vector<Order> orders;
  for (int i = 0; i < x.size(); ++i) {
    p.push_back({x(i) * x(i), i});
    t.push_back({i / 2, x(i), x(0) * i});
    layers.push_back({x * (i + 1), x(i)});
    orders.push_back({x(i), x((i + 1) % 3)});
  }
  std::sort(p.begin(), p.end());
  std::stable_sort(t.begin(), t.end());
  std::sort(layers.begin(), layers.end());
  std::sort(orders.begin(), orders.end());
  double s = 0, f = 1;
  for (std::size_t i = 0; i < p.size(); ++i) {
    s += p[i].first * x(p[i].second) * f + std::get<1>(t[i]) * std::get<2>(t[i]) * (f + 1);
    s += layers[i].u.squaredNorm() * layers[i].a * f + orders[i].k * orders[i].w * f;
    f *= 0.5;
  }
  return s;
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double backwards(const VectorXd &x) {
  std::vector<Layer> layers;
  for (int i = 0; i < 3; ++i)
    layers.push_back({x * i, x(i)});
  double s = 1;
  for (auto it = layers.rbegin(); it != layers.rend(); ++it)
    s = s * it->a + it->u.sum();
  return s;
}

/// All but the last layer, and all pairs but those of one with itself.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double by_address(const VectorXd &x) {
  std::vector<Layer> layers;
  for (int i = 0; i < 3; ++i)
    layers.push_back({x * i, x(i)});
  double s = 1;
  for (const Layer &l : layers) {
    s += l.u.sum() * s;
    if (&l != &layers.back())
      s = std::tanh(s);
    for (const Layer &other : layers) {
      if (&l == &other)
        continue;
      s += l.a * other.a * other.a;
    }
  }
  return s;
}

/// What Eigen evaluates into a temporary, and what lies apart.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double not_aliased(MatrixXd M, const VectorXd &x) {
  M *= M.transpose();
  M.diagonal(1).tail(2) += M.diagonal(-2).head(2);
  Eigen::Vector3d v = x;
  v = M.row(0).head<3>().cross(v.transpose()).transpose();
  std::vector<VectorXd> list(3, x);
  list[1] = list.front() + list.back();
  list.front() = list.back() * 2 + list[1];
  return M.squaredNorm() + v.sum() + list[1].dot(list[0]);
}

/// References to one of two matrices, in a loop.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double in_turn(const VectorXd &x, const std::vector<int> &turn) {
  VectorXd a = x, b = 2 * x;
  for (std::size_t k = 0; k < turn.size(); ++k) {
    VectorXd &p = turn[k] ? a : b;
    VectorXd &q = turn[k] ? b : a;
    p += 0.1 * q;
    q += 0.1 * p.cwiseProduct(p);
    p += 0.1 * q;
  }
  return a.sum() + b.squaredNorm();
}

/// A vector of a length that an expression gives and a loop changes.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double shrinking(const VectorXd &x, int n) {
  VectorXd u = x.head(n / 2);
  while (u.size() > 1) {
    VectorXd h = u.head(u.size() / 2).array().square();
    u = h;
  }
  std::vector<double> w(static_cast<std::size_t>(n) / 2, x(0));
  while (w.size() > 1) {
    std::vector<double> next;
    next.push_back(w[0] * w[1]);
    w = next;
  }
  return u(0) * w[0];
}

/// Dense second derivatives by what is passed as a Ref.
GATEAUX_DIFFERENTIATE(gradient, hvp, hessian, objective)
inline double by_ref(const Eigen::Ref<const VectorXd> &v, const Eigen::Ref<const MatrixXd> &A) {
  return (A * v).array().square().square().sum();
}
GATEAUX_DIFFERENTIATE(jacobian, objective)
inline VectorXd residuals_by_ref(const Eigen::Ref<const VectorXd> &v, const Eigen::Ref<const MatrixXd> &A) {
  return (A * v).array().square();
}

/// Logistic functions as people write them, where their exponentials overflow.
inline double sigmoid(double a) { return 1 / (1 + std::exp(-a)); }
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double sigmoids(const VectorXd &v, double b) {
  double s = 0;
  for (double a : v)
    s += sigmoid(a) * 2 + b / (std::exp(a) + 1.0);
  return s + (1 / (1 + (-v.array()).exp())).sum() + (1 + v.array().exp()).inverse().sum() * b;
}

/// Columns scaled in place, and functions by reference.
struct Leaky {
  double slope;
  double operator()(double a) const { return a > 0 ? a : slope * a; }
};
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double in_place(MatrixXd A, const VectorXd &v) {
  A *= v.asDiagonal();
  A.topRows(2) *= (2.0 * v).asDiagonal();
  const Leaky leaky{v(0)};
  return A.squaredNorm() + (v.array() - 0.5).matrix().unaryExpr(std::ref(leaky)).squaredNorm();
}

} // namespace ordinary

#endif
