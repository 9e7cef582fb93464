// SPDX-License-Identifier: Apache-2.0
//
// Functions of scalars that are applied to coefficients: lambdas with control flow, objects,
// pointers.
#ifndef GATEAUX_TEST_NUMERIC_FUNCTORS_HPP
#define GATEAUX_TEST_NUMERIC_FUNCTORS_HPP

#include <Eigen/Dense>
#include <cmath>
#include <gateaux/gateaux.hpp>

namespace functors {

using Eigen::MatrixXd;
using Eigen::VectorXd;

inline double leaky(double x) { return x > 0 ? x : 0.1 * x; }
struct Leaky {
  double slope;
  double operator()(double x) const { return x > 0 ? x : slope * x; }
};
struct Wave {
  template <typename T>
  T operator()(const T &x) const {
    using std::sin;
    return sin(x) * x;
  }
};

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double objects(const MatrixXd &A, double slope) {
  auto named = [](double x) { return x * std::exp(-x); };
  return A.unaryExpr(&leaky).squaredNorm() + A.unaryExpr(Leaky{slope}).array().cube().sum() +
         A.unaryExpr(named).sum() + A.unaryExpr(Wave()).sum() +
         A.unaryExpr([](auto x) { return x * x * x; }).sum() +
         A.unaryExpr([](double x) { return leaky(x) * leaky(-x); }).sum();
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double branches(const MatrixXd &A, double a) {
  MatrixXd B = A.unaryExpr([a](double x) {
    if (x > 0)
      return x * std::sqrt(x);
    double y = a * x;
    return std::sin(y);
  });
  MatrixXd C = A.unaryExpr([](double x) {
    const double size = std::abs(x);
    return size < 0.5 ? 0.5 * x * x : 0.5 * (size - 0.25);
  });
  MatrixXd D = A.binaryExpr(B, [](double x, double y) {
    if (x > y)
      return x * y;
    else if (x > 0.1)
      return x * x;
    return x + y * y;
  });
  return B.squaredNorm() + C.sum() + D.squaredNorm();
}

GATEAUX_DIFFERENTIATE(wrt(A, k), hvp, objective)
inline double loops(const MatrixXd &A, const VectorXd &k, bool inside) {
  double total = 0;
  for (int step = 0; step < 2; ++step) {
    MatrixXd B = A.unaryExpr([&](double x) {
      double y = 1;
      for (Eigen::Index i = 0; i < k.size(); ++i)
        y = y * x + k(i);
      return y;
    });
    if (inside)
      total += B.unaryExpr([&](double x) { return x * k(0) + k.sum(); }).squaredNorm() * (step + 1);
  }
  return total;
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double reductions(const MatrixXd &A, const VectorXd &x) {
  double soft = x.redux([](double a, double b) { return std::log(std::exp(a) + std::exp(b)); });
  double length = A.redux([](double a, double b) { return std::hypot(a, b); });
  VectorXd columns = A.colwise().redux([](double a, double b) { return a + b + a * b; });
  VectorXd rows = A.rowwise().redux([](double a, double b) { return a + b; });
  return soft * length + columns.squaredNorm() + rows.squaredNorm();
}

} // namespace functors

#endif
