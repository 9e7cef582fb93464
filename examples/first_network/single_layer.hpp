// SPDX-License-Identifier: Apache-2.0
//
// A network with one hidden layer. One example is one row.
#ifndef FIRST_NETWORK_SINGLE_LAYER_HPP
#define FIRST_NETWORK_SINGLE_LAYER_HPP

#include <Eigen/Dense>
#include <cmath>
#include <gateaux/gateaux.hpp>

/// The hidden layer Z = tanh(Y K + b).
///
/// K: features x hidden units, b: one number for all of them, Y: examples x features.
GATEAUX_DIFFERENTIATE(wrt(K), tangent, adjoint, as(single_layer_K))
GATEAUX_DIFFERENTIATE(wrt(b), tangent, adjoint, as(single_layer_b))
GATEAUX_DIFFERENTIATE(wrt(Y), tangent, adjoint, as(single_layer_Y))
inline Eigen::MatrixXd single_layer(const Eigen::MatrixXd &K, double b, const Eigen::MatrixXd &Y) {
  return ((Y * K).array() + b).tanh();
}

/// The cross entropy of softmax(Z W) with C, averaged over the examples.
///
/// W: hidden units x classes, C: examples x classes, each row a distribution. The largest entry of
/// each row of S is subtracted before exp, which changes nothing but the range of the numbers.
GATEAUX_DIFFERENTIATE(wrt(K, b, W), tangent, gradient, hvp, ggnvp(S), objective)
inline double cross_entropy(const Eigen::MatrixXd &K, double b, const Eigen::MatrixXd &W,
                            const Eigen::MatrixXd &Y, const Eigen::MatrixXd &C) {
  Eigen::MatrixXd Z = single_layer(K, b, Y);
  Eigen::MatrixXd S = Z * W;
  Eigen::VectorXd largest = gateaux::stop_gradient(S.rowwise().maxCoeff());
  Eigen::MatrixXd D = S.colwise() - largest;
  Eigen::VectorXd total = D.array().exp().rowwise().sum();
  Eigen::VectorXd weight = C.rowwise().sum();
  double sum = weight.dot(total.array().log().matrix()) - C.cwiseProduct(D).sum();
  return sum / double(Y.rows());
}

/// What an adversary minimises over the perturbation d of one example y: the cross entropy with the
/// label that the network shall give, plus penalty |d|^2 / 2.
///
/// y and d: 1 x features, label: 1 x classes.
GATEAUX_DIFFERENTIATE(wrt(d), ggnvp(S), objective)
inline double adversarial_loss(const Eigen::MatrixXd &d, const Eigen::MatrixXd &y,
                               const Eigen::MatrixXd &label, const Eigen::MatrixXd &K, double b,
                               const Eigen::MatrixXd &W, double penalty) {
  Eigen::MatrixXd S = single_layer(K, b, y + d) * W;
  double largest = gateaux::stop_gradient(S.maxCoeff());
  double total = (S.array() - largest).exp().sum();
  return std::log(total) + largest - label.cwiseProduct(S).sum() + 0.5 * penalty * d.squaredNorm();
}

#endif // FIRST_NETWORK_SINGLE_LAYER_HPP
