// SPDX-License-Identifier: Apache-2.0
//
// Containers, arrays and pointers as parameters, read and written.
#ifndef GATEAUX_TEST_NUMERIC_CONTAINERS_HPP
#define GATEAUX_TEST_NUMERIC_CONTAINERS_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include <array>
#include <cmath>
#include <vector>

namespace containers {

GATEAUX_DIFFERENTIATE(tangent, adjoint, gradient, hvp, hessian, objective)
inline double rosenbrock(const std::vector<double> &x) {
  double s = 0;
  for (std::size_t i = 0; i + 1 < x.size(); ++i) {
    const double a = 1 - x[i], b = x[i + 1] - x[i] * x[i];
    s += a * a + 100 * b * b;
  }
  return s;
}

GATEAUX_DIFFERENTIATE(extent(p, n), tangent, adjoint, gradient, hvp, hessian, objective)
inline double sum_of_squares(const double *p, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += std::exp(p[i]) * p[i];
  return s;
}

GATEAUX_DIFFERENTIATE(extent(p, n *(n + 1)), tangent, adjoint, gradient, hvp, objective)
inline double quadratic(const double *p, int n, const Eigen::VectorXd &x) {
  Eigen::Map<const Eigen::MatrixXd> A(p, n, n);
  Eigen::Map<const Eigen::VectorXd> b(p + n * n, n);
  const Eigen::VectorXd r = A * x - b;
  return 0.5 * r.squaredNorm() + r.array().tanh().sum();
}

GATEAUX_DIFFERENTIATE(tangent, adjoint, gradient, hvp, hessian, objective)
inline double arrays(const std::array<double, 3> &a, const double (&b)[2], double c[3]) {
  double s = 0;
  for (int i = 0; i < 3; ++i)
    s += a[i] * std::sin(c[i]);
  return s * b[0] + b[1] * b[1];
}

GATEAUX_DIFFERENTIATE(tangent, adjoint)
inline void model(const std::vector<double> &x, std::vector<double> &y, std::array<double, 2> &z) {
  y.resize(x.size());
  for (std::size_t i = 0; i < x.size(); ++i)
    y[i] = std::sin(x[i]) * z[0];
  z[1] = z[0] * z[1];
}

GATEAUX_DIFFERENTIATE(extent(x, n), extent(y, n), tangent, adjoint)
inline void scale(const double *__restrict x, double *__restrict y, int n, double f) {
  for (int i = 0; i < n; ++i)
    y[i] = f * x[i] * x[i];
}

GATEAUX_DIFFERENTIATE(tangent, adjoint, gradient, hvp, objective)
inline double nested(const std::array<std::array<double, 3>, 2> &a, const double b[2][3]) {
  double s = 0;
  for (int i = 0; i < 2; ++i)
    for (int j = 0; j < 3; ++j)
      s += a[i][j] * a[i][j] * b[i][j];
  return s;
}

} // namespace containers

#endif // GATEAUX_TEST_NUMERIC_CONTAINERS_HPP
