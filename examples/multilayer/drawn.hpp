// SPDX-License-Identifier: Apache-2.0
//
// The loss whose flow graph the example draws: one hidden layer, written out box by box.
#ifndef MULTILAYER_DRAWN_HPP
#define MULTILAYER_DRAWN_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>
#include <gateaux/nn.hpp>

GATEAUX_DIFFERENTIATE(wrt(W1, b1, W2, b2), gradient)
inline double drawn(const Eigen::MatrixXd &W1, const Eigen::VectorXd &b1, const Eigen::MatrixXd &W2,
                    const Eigen::VectorXd &b2, const Eigen::VectorXd &x, const Eigen::VectorXd &y) {
  const Eigen::VectorXd a1 = W1 * x + b1;
  const Eigen::VectorXd h1 = a1.array().tanh();
  const Eigen::VectorXd a2 = W2 * h1 + b2;
  const double l = gateaux::nn::squared_error(a2, y);
  return l;
}

#endif // MULTILAYER_DRAWN_HPP
