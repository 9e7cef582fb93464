// SPDX-License-Identifier: Apache-2.0
//
// The layers of the library, and a network made of them.
#ifndef GATEAUX_TEST_NUMERIC_NETWORKS_HPP
#define GATEAUX_TEST_NUMERIC_NETWORKS_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>
#include <gateaux/nn.hpp>

namespace networks {

using Eigen::MatrixXd;
using Eigen::VectorXd;

GATEAUX_DIFFERENTIATE(tangent, adjoint, jacobian, objective)
inline MatrixXd layers(const MatrixXd &W, const VectorXd &b, const MatrixXd &X) {
  MatrixXd H = gateaux::nn::tanh(gateaux::nn::linear(W, X, b));
  return gateaux::nn::sigmoid(H) + gateaux::nn::relu(H);
}

GATEAUX_DIFFERENTIATE(wrt(K, b, W), tangent, adjoint, gradient, hvp, ggnvp(S), hessian, objective)
inline double loss(const MatrixXd &K, const VectorXd &b, const MatrixXd &W, const MatrixXd &Y,
                   const MatrixXd &C) {
  MatrixXd Z = ((K * Y).colwise() + b).array().tanh();
  MatrixXd S = W * Z;
  return gateaux::nn::softmax_cross_entropy(S, C);
}

/// The model in the loss.
GATEAUX_DIFFERENTIATE(wrt(K, b, W), jacobian, objective)
inline MatrixXd logits(const MatrixXd &K, const VectorXd &b, const MatrixXd &W, const MatrixXd &Y) {
  return W * ((K * Y).colwise() + b).array().tanh().matrix();
}

/// The loss by the model's output alone.
GATEAUX_DIFFERENTIATE(wrt(S), gradient, hvp, objective)
inline double cross_entropy(const MatrixXd &S, const MatrixXd &C) {
  return gateaux::nn::softmax_cross_entropy(S, C);
}

GATEAUX_DIFFERENTIATE(wrt(W, b), gradient, hvp, ggnvp(Z), objective)
inline double regression(const MatrixXd &W, const VectorXd &b, const MatrixXd &X,
                         const MatrixXd &C) {
  MatrixXd Z = gateaux::nn::sigmoid(gateaux::nn::linear(W, X, b));
  return gateaux::nn::squared_error(Z, C) + 0.05 * W.squaredNorm();
}

} // namespace networks

#endif // GATEAUX_TEST_NUMERIC_NETWORKS_HPP
