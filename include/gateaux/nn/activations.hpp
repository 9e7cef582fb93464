// SPDX-License-Identifier: Apache-2.0
//
// Activations, entry by entry, and the softmax of each column. All are finite, with finite derivatives,
// for every finite input.
#ifndef GATEAUX_NN_ACTIVATIONS_HPP
#define GATEAUX_NN_ACTIVATIONS_HPP

#include <Eigen/Core>
#include <cmath>

#include "gateaux/gateaux.hpp"
#include "gateaux/support.hpp"

namespace gateaux {
namespace nn {

/// The identity, for a layer that has no activation.
inline Eigen::MatrixXd identity(const Eigen::MatrixXd &X) { return X; }

/// tanh of each entry, vectorised and within 2 ulp.
inline Eigen::MatrixXd tanh(const Eigen::MatrixXd &X) { return gateaux::tanh(X.array()).matrix(); }

/// The logistic function 1 / (1 + exp(-x)) of each entry.
inline Eigen::MatrixXd sigmoid(const Eigen::MatrixXd &X) {
  return gateaux::logistic(X.array()).matrix();
}

/// max(x, 0) of each entry; by convention its derivative at 0 is 0.
inline Eigen::MatrixXd relu(const Eigen::MatrixXd &X) { return (X.array() > 0).select(X, 0.0); }

/// max(x, slope x) for 0 <= slope <= 1: relu that lets a little through below zero, where its
/// derivative is the slope, also at zero itself.
inline Eigen::MatrixXd leaky_relu(const Eigen::MatrixXd &X, double slope = 0.01) {
  return (X.array() > 0).select(X, slope * X);
}

/// x above zero, alpha (exp(x) - 1) below (Clevert et al. 2016). With alpha = 1 it is differentiable
/// at zero; otherwise the derivative there is alpha.
inline Eigen::MatrixXd elu(const Eigen::MatrixXd &X, double alpha = 1.0) {
  const Eigen::ArrayXXd low = X.array().min(0.0);
  return (X.array() > 0).select(X.array(), alpha * low.expm1());
}

/// x Phi(x) with the distribution function Phi of the normal distribution (Hendrycks and Gimpel
/// 2016), computed as x erfc(-x / sqrt(2)) / 2, which is accurate for negative x too.
inline Eigen::MatrixXd gelu(const Eigen::MatrixXd &X) {
  const double root_half = 0.70710678118654752440;
  return 0.5 * X.array() * gateaux::erfc(-root_half * X.array());
}

/// log(1 + exp(x)), neither overflowing for large x nor losing digits for small ones.
inline Eigen::MatrixXd softplus(const Eigen::MatrixXd &X) {
  return gateaux::softplus(X.array()).matrix();
}

/// x times the logistic function of x, also called swish.
inline Eigen::MatrixXd silu(const Eigen::MatrixXd &X) {
  return (X.array() * gateaux::logistic(X.array())).matrix();
}

/// exp(X) over the sum of its column, column by column. What is subtracted before exp, the largest
/// entry of the column, does not change the result and counts as a constant.
inline Eigen::MatrixXd softmax(const Eigen::MatrixXd &X) {
  const Eigen::RowVectorXd largest = gateaux::stop_gradient(X.colwise().maxCoeff());
  const Eigen::MatrixXd D = X.rowwise() - largest;
  const Eigen::MatrixXd P = gateaux::exp(D.array());
  const Eigen::RowVectorXd total = P.colwise().sum();
  return P.array().rowwise() / total.array();
}

/// The logarithm of the softmax, without a logarithm of zero where the softmax underflows.
inline Eigen::MatrixXd log_softmax(const Eigen::MatrixXd &X) {
  const Eigen::RowVectorXd largest = gateaux::stop_gradient(X.colwise().maxCoeff());
  const Eigen::MatrixXd D = X.rowwise() - largest;
  const Eigen::MatrixXd P = gateaux::exp(D.array());
  const Eigen::RowVectorXd total = P.colwise().sum();
  const Eigen::RowVectorXd logarithm = total.array().log();
  return D.rowwise() - logarithm;
}

} // namespace nn
} // namespace gateaux

#endif // GATEAUX_NN_ACTIVATIONS_HPP
