// SPDX-License-Identifier: Apache-2.0
//
// Sums over iterations of products with exp(y), whose logarithmic derivative reads the products again.
#ifndef GATEAUX_TEST_NUMERIC_ABSORBED_FACTORS_HPP
#define GATEAUX_TEST_NUMERIC_ABSORBED_FACTORS_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include <cmath>

namespace absorbed_factors {

using Eigen::MatrixXd;
using Eigen::VectorXd;

/// A mixture of Gaussians, by columns.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double columns(const MatrixXd &M, const MatrixXd &L, const MatrixXd &X) {
  const MatrixXd R = (-L).array().exp();
  double sum = 0;
  VectorXd l(M.cols());
  for (Eigen::Index i = 0; i < X.cols(); ++i) {
    for (Eigen::Index k = 0; k < M.cols(); ++k)
      l(k) = -0.5 * R.col(k).cwiseProduct(X.col(i) - M.col(k)).squaredNorm();
    sum += std::log(l.array().exp().sum());
  }
  return sum;
}

/// Number by number, and in one loop.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double coefficients(const VectorXd &m, const VectorXd &s, const VectorXd &x) {
  const VectorXd r = s.array().exp();
  double sum = 0;
  for (Eigen::Index i = 0; i < x.size(); ++i)
    for (Eigen::Index k = 0; k < m.size(); ++k) {
      const double u = r(k) * (x(i) - m(k));
      sum += std::tanh(u) * u;
    }
  for (Eigen::Index k = 0; k < m.size(); ++k)
    sum += std::sin(r(k) * m(k));
  return sum;
}

/// Two products with the factor; the factor elsewhere; another place of it; a factor that is no exponential.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double others(const MatrixXd &M, const MatrixXd &L, const VectorXd &x) {
  const MatrixXd R = L.array().exp(), S = L.array().exp() + 1, T = L.array().square();
  double sum = R.sum();
  const Eigen::Index n = M.cols();
  for (Eigen::Index k = 0; k < n; ++k) {
    const VectorXd u = R.col(k).cwiseProduct(x - M.col(k)), v = R.col(k).cwiseProduct(M.col(k));
    sum += u.squaredNorm() + u.dot(v);
    const VectorXd w = R.col(n - 1 - k).cwiseProduct(x - M.col(k));
    sum += std::cos(w.sum());
    const VectorXd y = S.col(k).cwiseProduct(x - M.col(k)), z = T.col(k).cwiseProduct(x - M.col(k));
    sum += y.squaredNorm() + z.squaredNorm() * z.sum();
  }
  return sum;
}

/// The factor is changed in between, and the product is kept of another iteration.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double shifted(const MatrixXd &M, const MatrixXd &L, const VectorXd &x) {
  MatrixXd R = L.array().exp();
  VectorXd before = x;
  double sum = 0;
  for (Eigen::Index k = 0; k < M.cols(); ++k) {
    const VectorXd u = R.col(k).cwiseProduct(before - M.col(k));
    sum += std::sin(u.sum()) + u.squaredNorm();
    before = 0.5 * u;
    if (k == 1)
      R *= 0.5;
  }
  return sum * R.sum();
}

} // namespace absorbed_factors

#endif
