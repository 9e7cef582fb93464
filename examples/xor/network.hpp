// SPDX-License-Identifier: Apache-2.0
//
// A network with one hidden layer for the exclusive or.
#ifndef XOR_NETWORK_HPP
#define XOR_NETWORK_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>
#include <gateaux/nn.hpp>

/// Half the mean squared error of W2 relu(W1 x + b1) + b2; one example is one column.
GATEAUX_DIFFERENTIATE(wrt(W1, b1, W2, b2), gradient, objective)
inline double relu_loss(const Eigen::MatrixXd &W1, const Eigen::VectorXd &b1,
                        const Eigen::RowVectorXd &W2, double b2, const Eigen::MatrixXd &X,
                        const Eigen::RowVectorXd &y) {
  const Eigen::MatrixXd h = gateaux::nn::relu(gateaux::nn::linear(W1, X, b1));
  const Eigen::RowVectorXd output = (W2 * h).array() + b2;
  return 0.5 * (output - y).squaredNorm() / double(X.cols());
}

/// The same without the non-linearity: W2 (W1 x + b1) + b2, a linear map however one trains it.
GATEAUX_DIFFERENTIATE(wrt(W1, b1, W2, b2), objective)
inline double linear_loss(const Eigen::MatrixXd &W1, const Eigen::VectorXd &b1,
                          const Eigen::RowVectorXd &W2, double b2, const Eigen::MatrixXd &X,
                          const Eigen::RowVectorXd &y) {
  const Eigen::MatrixXd h = gateaux::nn::linear(W1, X, b1);
  const Eigen::RowVectorXd output = (W2 * h).array() + b2;
  return 0.5 * (output - y).squaredNorm() / double(X.cols());
}

#endif // XOR_NETWORK_HPP
