// SPDX-License-Identifier: Apache-2.0
//
// The network that the figures are measured on. One example is one column.
#ifndef GATEAUX_TEST_BENCHMARK_LOSS_HPP
#define GATEAUX_TEST_BENCHMARK_LOSS_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>
#include <gateaux/nn.hpp>

GATEAUX_DIFFERENTIATE(wrt(K, b, W), tangent, adjoint, gradient, hvp, ggnvp(S), objective)
inline double loss(const Eigen::MatrixXd &K, const Eigen::VectorXd &b, const Eigen::MatrixXd &W,
                   const Eigen::MatrixXd &Y, const Eigen::MatrixXd &C) {
  Eigen::MatrixXd Z = ((K * Y).colwise() + b).array().tanh();
  Eigen::MatrixXd S = W * Z;
  return gateaux::nn::softmax_cross_entropy(S, C);
}

#endif // GATEAUX_TEST_BENCHMARK_LOSS_HPP
