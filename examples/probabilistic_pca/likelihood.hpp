// SPDX-License-Identifier: Apache-2.0
//
// Principal components as a latent-variable model: x = W h + b + noise.
#ifndef PROBABILISTIC_PCA_LIKELIHOOD_HPP
#define PROBABILISTIC_PCA_LIKELIHOOD_HPP

#include <Eigen/Dense>
#include <cmath>
#include <gateaux/gateaux.hpp>

/// Minus the mean log-likelihood of the columns of X under N(b, Sigma), Sigma = W W' + s I with
/// s = exp(log_s), for two latent dimensions.
///
/// Sigma is never formed. With M = W' W + s I, which is 2 x 2,
///
///     log det Sigma = (m - 2) log s + log det M,
///     Sigma^-1 = (I - W M^-1 W') / s.
GATEAUX_DIFFERENTIATE(wrt(W, b, log_s), gradient, hvp, objective)
inline double negative_log_likelihood(const Eigen::MatrixXd &W, const Eigen::VectorXd &b,
                                      double log_s, const Eigen::MatrixXd &X) {
  const double m = double(X.rows());
  const double n = double(X.cols());
  const double s = std::exp(log_s);
  const Eigen::MatrixXd R = X.colwise() - b;
  const Eigen::MatrixXd T = W.transpose() * R;
  const Eigen::MatrixXd M = W.transpose() * W + s * Eigen::MatrixXd::Identity(2, 2);
  const double det = M(0, 0) * M(1, 1) - M(0, 1) * M(1, 0);
  const double t00 = T.row(0).squaredNorm();
  const double t11 = T.row(1).squaredNorm();
  const double t01 = T.row(0).dot(T.row(1));
  const double explained = (M(1, 1) * t00 - 2.0 * M(0, 1) * t01 + M(0, 0) * t11) / det;
  const double log_det = (m - 2.0) * log_s + std::log(det);
  const double log_2_pi = 1.8378770664093454836;
  return 0.5 * (m * log_2_pi + log_det + (R.squaredNorm() - explained) / (s * n));
}

#endif // PROBABILISTIC_PCA_LIKELIHOOD_HPP
