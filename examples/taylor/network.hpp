// SPDX-License-Identifier: Apache-2.0
//
// A network with one hidden layer, and softmax regression, which is linear in its weights. One
// example is one column.
#ifndef TAYLOR_NETWORK_HPP
#define TAYLOR_NETWORK_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>
#include <gateaux/nn.hpp>

/// The logits S = W2 tanh(W1 X + b1) + b2.
GATEAUX_DIFFERENTIATE(wrt(W1, b1, W2, b2), jacobian)
inline Eigen::MatrixXd logits(const Eigen::MatrixXd &W1, const Eigen::VectorXd &b1,
                              const Eigen::MatrixXd &W2, const Eigen::VectorXd &b2,
                              const Eigen::MatrixXd &X) {
  const Eigen::MatrixXd Z = gateaux::nn::tanh(gateaux::nn::linear(W1, X, b1));
  return gateaux::nn::linear(W2, Z, b2);
}

/// The loss as a function of the logits: cross entropy, averaged over the examples.
GATEAUX_DIFFERENTIATE(wrt(S), hessian)
inline double output_loss(const Eigen::MatrixXd &S, const Eigen::MatrixXd &C) {
  return gateaux::nn::softmax_cross_entropy(S, C) / double(C.cols());
}

/// The network's loss.
GATEAUX_DIFFERENTIATE(wrt(W1, b1, W2, b2), hvp, ggnvp(S), hessian, objective)
inline double network_loss(const Eigen::MatrixXd &W1, const Eigen::VectorXd &b1,
                           const Eigen::MatrixXd &W2, const Eigen::VectorXd &b2,
                           const Eigen::MatrixXd &X, const Eigen::MatrixXd &C) {
  const Eigen::MatrixXd S = logits(W1, b1, W2, b2, X);
  return output_loss(S, C);
}

/// Softmax regression, S = W X + b.
GATEAUX_DIFFERENTIATE(wrt(W, b), hvp, ggnvp(S), objective)
inline double regression_loss(const Eigen::MatrixXd &W, const Eigen::VectorXd &b,
                              const Eigen::MatrixXd &X, const Eigen::MatrixXd &C) {
  const Eigen::MatrixXd S = gateaux::nn::linear(W, X, b);
  return output_loss(S, C);
}

#endif // TAYLOR_NETWORK_HPP
