// SPDX-License-Identifier: Apache-2.0
//
// A network with two hidden layers, small enough that its Hessian can be formed.
#ifndef SPECTRUM_NETWORK_HPP
#define SPECTRUM_NETWORK_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>
#include <gateaux/nn.hpp>

/// The cross entropy, averaged over the examples; one example is one column.
GATEAUX_DIFFERENTIATE(wrt(W1, b1, W2, b2, W3, b3), hvp, hessian, objective)
inline double deep_loss(const Eigen::MatrixXd &W1, const Eigen::VectorXd &b1,
                        const Eigen::MatrixXd &W2, const Eigen::VectorXd &b2,
                        const Eigen::MatrixXd &W3, const Eigen::VectorXd &b3,
                        const Eigen::MatrixXd &X, const Eigen::MatrixXd &C) {
  const Eigen::MatrixXd Z1 = gateaux::nn::tanh(gateaux::nn::linear(W1, X, b1));
  const Eigen::MatrixXd Z2 = gateaux::nn::tanh(gateaux::nn::linear(W2, Z1, b2));
  const Eigen::MatrixXd S = gateaux::nn::linear(W3, Z2, b3);
  return gateaux::nn::softmax_cross_entropy(S, C) / double(X.cols());
}

#endif // SPECTRUM_NETWORK_HPP
