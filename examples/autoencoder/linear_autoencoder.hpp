// SPDX-License-Identifier: Apache-2.0
//
// A linear autoencoder with a penalty that tells its latent dimensions apart.
#ifndef AUTOENCODER_LINEAR_AUTOENCODER_HPP
#define AUTOENCODER_LINEAR_AUTOENCODER_HPP

#include <Eigen/Dense>
#include <cmath>
#include <gateaux/gateaux.hpp>

/// |W2 W1 X - X|^2 / 2N + sum_k lambda_k (|row k of W1|^2 + |column k of W2|^2) / 2.
///
/// W1: K x D encodes, W2: D x K decodes, X: D x N centred examples, lambda: K, increasing.
GATEAUX_DIFFERENTIATE(wrt(W1, W2), hvp, objective)
inline double autoencoder_loss(const Eigen::MatrixXd &W1, const Eigen::MatrixXd &W2,
                               const Eigen::MatrixXd &X, const Eigen::VectorXd &lambda) {
  const Eigen::MatrixXd Z = W1 * X;
  const Eigen::MatrixXd R = W2 * Z - X;
  const Eigen::VectorXd rows = W1.rowwise().squaredNorm();
  const Eigen::VectorXd columns = W2.colwise().squaredNorm();
  return 0.5 * R.squaredNorm() / double(X.cols()) + 0.5 * lambda.dot(rows + columns);
}

/// All weights times gamma.
GATEAUX_DIFFERENTIATE(wrt(gamma), tangent)
inline void rescale(const Eigen::MatrixXd &W1, const Eigen::MatrixXd &W2, double gamma,
                    Eigen::MatrixXd &V1, Eigen::MatrixXd &V2) {
  V1 = gamma * W1;
  V2 = gamma * W2;
}

/// The first two latent dimensions rotated by theta, which leaves W2 W1 as it is: Q W1 and W2 Q'
/// with a Givens rotation Q.
GATEAUX_DIFFERENTIATE(wrt(theta), tangent)
inline void rotate(const Eigen::MatrixXd &W1, const Eigen::MatrixXd &W2, double theta,
                   Eigen::MatrixXd &V1, Eigen::MatrixXd &V2) {
  Eigen::MatrixXd Q = Eigen::MatrixXd::Identity(W1.rows(), W1.rows());
  Q(0, 0) = std::cos(theta);
  Q(0, 1) = -std::sin(theta);
  Q(1, 0) = std::sin(theta);
  Q(1, 1) = std::cos(theta);
  V1 = Q * W1;
  V2 = W2 * Q.transpose();
}

#endif // AUTOENCODER_LINEAR_AUTOENCODER_HPP
