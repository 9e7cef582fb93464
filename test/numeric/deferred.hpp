// SPDX-License-Identifier: Apache-2.0
//
// Variables for expressions: what Eigen keeps a copy of in them, scalars and functions, and what it refers to.
#ifndef GATEAUX_TEST_NUMERIC_DEFERRED_HPP
#define GATEAUX_TEST_NUMERIC_DEFERRED_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>
#include <vector>

namespace deferred {

using Eigen::VectorXd;

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double captured(const VectorXd &v, double s) {
  auto e = v.unaryExpr([s](double q) { return q * s; });
  auto n = VectorXd::NullaryExpr(3, [&v, k = s * s](Eigen::Index i) { return v(i) * k; });
  auto b = v.binaryExpr(v, [=](double p, double q) { return p * q * s; });
  s *= 3;
  return e.sum() * s + n.sum() * s * s + b.sum();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double in_loop(const VectorXd &v, double s) {
  double r = 0;
  for (int k = 0; k < 3; ++k) {
    auto e = v.unaryExpr([k, s](double q) { return q * s + k; });
    s += e.sum() * 0.1;
    r += e.sum();
  }
  return r * s;
}

struct Scale {
  double k;
  double operator()(double q) const { return q * k; }
};
inline auto scaling(double k) {
  return [k](double q) { return q * k * k; };
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double objects(const VectorXd &v, double s) {
  Scale sc{s};
  auto u = v.unaryExpr(sc);
  double t = s;
  auto w = v.unaryExpr(scaling(t));
  auto named = [t](double q) { return q - t; };
  auto x = v.unaryExpr(named);
  sc.k *= 3;
  t = 5;
  return u.sum() * sc.k + w.sum() * t + x.squaredNorm();
}

inline auto scaled(const VectorXd &v, double s) { return v * s; }
inline auto shifted(const VectorXd &v, const double &s) { return (v * s + v).array() - s; }
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double returned(const VectorXd &v, double s) {
  auto e = scaled(v, s);
  auto f = 2.0 * shifted(v, s) + scaled(v, s * s).array();
  s = s * s;
  return e.sum() * s + f.sum() * s;
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double returned_in_loop(const VectorXd &v, double s) {
  double r = 0;
  for (int i = 0; i < 3; ++i) {
    auto e = scaled(v, s);
    s += 0.1 * e.sum();
    r += e.dot(v);
  }
  return r;
}

struct Factor {
  double k;
  auto operator()(const VectorXd &v) const { return v * k; }
};
inline auto one_of(const VectorXd &v, const VectorXd &w, bool first) {
  if (first)
    return v * 2.0;
  return w * 3.0;
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double called(const VectorXd &v, double s) {
  auto scale = [&v](double k) { return v * k; };
  auto e = scale(s);
  Factor k{s};
  auto f = k(v);
  k.k *= 2;
  s = s * s;
  auto g = one_of(v, v, s > 10);
  return e.sum() * s + f.sum() * k.k + g.squaredNorm();
}

/// Matrices are referred to.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double referred(VectorXd v, double s) {
  auto e = scaled(v, s);
  auto f = v.unaryExpr([s](double q) { return q * q * s; });
  v(0) *= 2;
  s = 7;
  return e.sum() + f.sum();
}

/// Indices are copied.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double indexed(const VectorXd &v, double s) {
  std::vector<int> list = {2, 0};
  Eigen::VectorXi column(2);
  column << 1, 2;
  auto e = v(list);
  auto f = v(column) * s;
  auto g = column.cast<double>() * s; // refers to the matrix
  list[0] = 1;
  column(0) = 0;
  return e(0) * e(1) * s + f(0) * f(0) * e(0) + v(column).sum() * v(list).squaredNorm() + g.squaredNorm() * v(1);
}

} // namespace deferred

#endif
