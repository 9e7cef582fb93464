// SPDX-License-Identifier: Apache-2.0
//
// The networks that are trained. One example is one column.
#ifndef TRAIN_MNIST_NETWORK_HPP
#define TRAIN_MNIST_NETWORK_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>
#include <gateaux/nn.hpp>

/// The logits of a network with two hidden layers.
inline Eigen::MatrixXd logits(const Eigen::MatrixXd &W1, const Eigen::VectorXd &b1,
                              const Eigen::MatrixXd &W2, const Eigen::VectorXd &b2,
                              const Eigen::MatrixXd &W3, const Eigen::VectorXd &b3,
                              const Eigen::MatrixXd &X) {
  const Eigen::MatrixXd h1 = gateaux::nn::relu(gateaux::nn::linear(W1, X, b1));
  const Eigen::MatrixXd h2 = gateaux::nn::relu(gateaux::nn::linear(W2, h1, b2));
  return gateaux::nn::linear(W3, h2, b3);
}

/// Its cross entropy, averaged over the examples, with penalties on the weights and not on the
/// biases: l1 sum |W| + l2 sum W^2.
GATEAUX_DIFFERENTIATE(wrt(W1, b1, W2, b2, W3, b3), objective)
inline double digits_loss(const Eigen::MatrixXd &W1, const Eigen::VectorXd &b1,
                          const Eigen::MatrixXd &W2, const Eigen::VectorXd &b2,
                          const Eigen::MatrixXd &W3, const Eigen::VectorXd &b3,
                          const Eigen::MatrixXd &X, const Eigen::MatrixXd &C, double l1,
                          double l2) {
  const Eigen::MatrixXd S = logits(W1, b1, W2, b2, W3, b3, X);
  const double fit = gateaux::nn::softmax_cross_entropy(S, C) / double(X.cols());
  const double sum = W1.cwiseAbs().sum() + W2.cwiseAbs().sum() + W3.cwiseAbs().sum();
  const double squares = W1.squaredNorm() + W2.squaredNorm() + W3.squaredNorm();
  return fit + l1 * sum + l2 * squares;
}

/// One hidden layer of tanh, to see what happens from zero and from equal weights.
GATEAUX_DIFFERENTIATE(wrt(W1, b1, W2, b2), gradient)
inline double tanh_loss(const Eigen::MatrixXd &W1, const Eigen::VectorXd &b1,
                        const Eigen::MatrixXd &W2, const Eigen::VectorXd &b2,
                        const Eigen::MatrixXd &X, const Eigen::MatrixXd &C) {
  const Eigen::MatrixXd h = gateaux::nn::tanh(gateaux::nn::linear(W1, X, b1));
  return gateaux::nn::softmax_cross_entropy(gateaux::nn::linear(W2, h, b2), C) / double(X.cols());
}

#endif // TRAIN_MNIST_NETWORK_HPP
