// SPDX-License-Identifier: Apache-2.0
//
// Layers with parameters, normalisation and dropout. One example is one column; all work on a batch.
#ifndef GATEAUX_NN_LAYERS_HPP
#define GATEAUX_NN_LAYERS_HPP

#include <Eigen/Core>
#include <random>

#include "gateaux/gateaux.hpp"
#include "gateaux/support.hpp"

namespace gateaux {
namespace nn {

/// The affine map W X + b, with b added to every column.
///
/// W: outputs x inputs, X: inputs x examples, b: outputs. Result: outputs x examples.
inline Eigen::MatrixXd linear(const Eigen::MatrixXd &W, const Eigen::MatrixXd &X,
                              const Eigen::VectorXd &b) {
  return (W * X).colwise() + b;
}

/// Batch normalisation during training: each feature (row) is centred and scaled by its mean and
/// variance over the batch, y = gamma (x - mean) / sqrt(variance + epsilon) + beta.
///
/// X: features x examples, gamma and beta: features. The derivative is that through mean and variance
/// as well. Source: Ioffe and Szegedy 2015.
inline Eigen::MatrixXd batch_norm(const Eigen::MatrixXd &X, const Eigen::VectorXd &gamma,
                                  const Eigen::VectorXd &beta, double epsilon = 1e-5) {
  const Eigen::VectorXd mean = X.rowwise().mean();
  const Eigen::MatrixXd D = X.colwise() - mean;
  const Eigen::VectorXd variance = D.rowwise().squaredNorm() / double(X.cols());
  const Eigen::VectorXd scale = gamma.array() * (variance.array() + epsilon).rsqrt();
  const Eigen::MatrixXd Y = D.array().colwise() * scale.array();
  return Y.colwise() + beta;
}

/// Batch normalisation after training, with the mean and variance that were collected then.
inline Eigen::MatrixXd batch_norm_with(const Eigen::MatrixXd &X, const Eigen::VectorXd &mean,
                                       const Eigen::VectorXd &variance,
                                       const Eigen::VectorXd &gamma, const Eigen::VectorXd &beta,
                                       double epsilon = 1e-5) {
  const Eigen::VectorXd scale = gamma.array() * (variance.array() + epsilon).rsqrt();
  const Eigen::MatrixXd D = X.colwise() - mean;
  const Eigen::MatrixXd Y = D.array().colwise() * scale.array();
  return Y.colwise() + beta;
}

/// Layer normalisation: each example (column) is centred and scaled by the mean and variance of its
/// own features, then each feature is scaled by gamma and moved by beta.
///
/// Source: Ba, Kiros and Hinton 2016.
inline Eigen::MatrixXd layer_norm(const Eigen::MatrixXd &X, const Eigen::VectorXd &gamma,
                                  const Eigen::VectorXd &beta, double epsilon = 1e-5) {
  const Eigen::RowVectorXd mean = X.colwise().mean();
  const Eigen::MatrixXd D = X.rowwise() - mean;
  const Eigen::RowVectorXd variance = D.colwise().squaredNorm() / double(X.rows());
  const Eigen::RowVectorXd scale = (variance.array() + epsilon).rsqrt();
  const Eigen::MatrixXd N = D.array().rowwise() * scale.array();
  const Eigen::MatrixXd Y = N.array().colwise() * gamma.array();
  return Y.colwise() + beta;
}

/// Dropout with a mask from dropout_mask(): X o mask. After training there is no mask and nothing to
/// be done.
inline Eigen::MatrixXd dropout(const Eigen::MatrixXd &X, const Eigen::MatrixXd &mask) {
  return X.cwiseProduct(mask);
}

/// A mask that keeps each entry with the probability `keep`, 0 < keep <= 1: entries 1 / keep, so that
/// the mean stays what it is, and 0. Drawn outside the annotated function, where randomness belongs.
///
/// Source: Srivastava et al. 2014.
template <typename Generator>
Eigen::MatrixXd dropout_mask(Eigen::Index rows, Eigen::Index cols, double keep,
                             Generator &generator) {
  std::bernoulli_distribution kept(keep);
  return Eigen::MatrixXd::NullaryExpr(rows, cols,
                                      [&] { return kept(generator) ? 1.0 / keep : 0.0; });
}

} // namespace nn
} // namespace gateaux

#endif // GATEAUX_NN_LAYERS_HPP
