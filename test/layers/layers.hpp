// SPDX-License-Identifier: Apache-2.0
//
// Each layer of the library in a loss that bends what it returns, so that second derivatives have
// something to show.
#ifndef GATEAUX_TEST_LAYERS_LAYERS_HPP
#define GATEAUX_TEST_LAYERS_LAYERS_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>
#include <gateaux/nn.hpp>

namespace layers {

using Eigen::MatrixXd;
using Eigen::VectorXd;
namespace nn = gateaux::nn;

/// A smooth function of a matrix.
inline double bent(const MatrixXd &Z, const MatrixXd &T) {
  return (Z.array() * T.array()).sum() + 0.5 * Z.squaredNorm();
}

GATEAUX_DIFFERENTIATE(wrt(X), hvp, ggnvp(Z), objective)
inline double leaky_relu(const MatrixXd &X, const MatrixXd &T) {
  const MatrixXd Z = nn::leaky_relu(X, 0.1);
  return bent(Z, T);
}

GATEAUX_DIFFERENTIATE(wrt(X), hvp, ggnvp(Z), objective)
inline double elu(const MatrixXd &X, const MatrixXd &T) {
  const MatrixXd Z = nn::elu(X, 0.7);
  return bent(Z, T);
}

GATEAUX_DIFFERENTIATE(wrt(X), hvp, ggnvp(Z), objective)
inline double gelu(const MatrixXd &X, const MatrixXd &T) {
  const MatrixXd Z = nn::gelu(X);
  return bent(Z, T);
}

GATEAUX_DIFFERENTIATE(wrt(X), hvp, ggnvp(Z), objective)
inline double softplus(const MatrixXd &X, const MatrixXd &T) {
  const MatrixXd Z = nn::softplus(X);
  return bent(Z, T);
}

GATEAUX_DIFFERENTIATE(wrt(X), hvp, ggnvp(Z), objective)
inline double silu(const MatrixXd &X, const MatrixXd &T) {
  const MatrixXd Z = nn::silu(X);
  return bent(Z, T);
}

GATEAUX_DIFFERENTIATE(wrt(X), hvp, objective)
inline double identity(const MatrixXd &X, const MatrixXd &T) {
  const MatrixXd Z = nn::identity(X);
  return bent(Z, T);
}

GATEAUX_DIFFERENTIATE(wrt(X), hvp, ggnvp(Z), objective)
inline double softmax(const MatrixXd &X, const MatrixXd &T) {
  const MatrixXd Z = nn::softmax(X);
  return bent(Z, T);
}

GATEAUX_DIFFERENTIATE(wrt(X), hvp, ggnvp(Z), objective)
inline double log_softmax(const MatrixXd &X, const MatrixXd &T) {
  const MatrixXd Z = nn::log_softmax(X);
  return bent(Z, T);
}

GATEAUX_DIFFERENTIATE(wrt(X, gamma, beta), hvp, ggnvp(Z), objective)
inline double batch_norm(const MatrixXd &X, const VectorXd &gamma, const VectorXd &beta,
                         const MatrixXd &T) {
  const MatrixXd Z = nn::batch_norm(X, gamma, beta);
  return bent(Z, T);
}

GATEAUX_DIFFERENTIATE(wrt(X, gamma, beta), hvp, ggnvp(Z), objective)
inline double batch_norm_with(const MatrixXd &X, const VectorXd &mean, const VectorXd &variance,
                              const VectorXd &gamma, const VectorXd &beta, const MatrixXd &T) {
  const MatrixXd Z = nn::batch_norm_with(X, mean, variance, gamma, beta);
  return bent(Z, T);
}

GATEAUX_DIFFERENTIATE(wrt(X, gamma, beta), hvp, ggnvp(Z), objective)
inline double layer_norm(const MatrixXd &X, const VectorXd &gamma, const VectorXd &beta,
                         const MatrixXd &T) {
  const MatrixXd Z = nn::layer_norm(X, gamma, beta);
  return bent(Z, T);
}

GATEAUX_DIFFERENTIATE(wrt(X), hvp, ggnvp(Z), objective)
inline double dropout(const MatrixXd &X, const MatrixXd &mask, const MatrixXd &T) {
  const MatrixXd Z = nn::dropout(X, mask);
  return bent(Z, T);
}

GATEAUX_DIFFERENTIATE(wrt(X), hvp, objective)
inline double sigmoid_cross_entropy(const MatrixXd &X, const MatrixXd &C) {
  return nn::sigmoid_cross_entropy(X, C);
}

GATEAUX_DIFFERENTIATE(wrt(X), hvp, objective)
inline double huber(const MatrixXd &X, const MatrixXd &C) { return nn::huber(X, C, 0.5); }

GATEAUX_DIFFERENTIATE(wrt(X), hvp, objective)
inline double penalties(const MatrixXd &X) {
  return 0.3 * nn::l1_penalty(X) + 0.2 * nn::l2_penalty(X);
}

// Layers with loops in their bodies bring their first derivatives along.

GATEAUX_DIFFERENTIATE(wrt(X, W, b), hvp, ggnvp(Z), objective)
inline double convolution(const MatrixXd &X, const MatrixXd &W, const VectorXd &b,
                          const MatrixXd &T) {
  const MatrixXd A = nn::tanh(nn::conv2d(X, W, b, 4, 6, 3, 1, 1));
  const MatrixXd B = nn::max_pool(A, 4, 6, 2);
  const MatrixXd Z = nn::flatten(nn::average_pool(B, 2, 3, 2), 1);
  return bent(Z, T);
}

GATEAUX_DIFFERENTIATE(wrt(E, W), hvp, objective)
inline double words(const MatrixXd &E, const MatrixXd &W, const Eigen::VectorXi &indices,
                    const Eigen::VectorXi &labels) {
  const MatrixXd H = nn::tanh(nn::embedding(E, indices));
  return nn::softmax_cross_entropy_of(W * H, labels);
}

} // namespace layers

#endif // GATEAUX_TEST_LAYERS_LAYERS_HPP
