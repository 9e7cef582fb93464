// SPDX-License-Identifier: Apache-2.0
//
// The generated adjoints as functions of their seed, differentiated once more.
//
// z_bar -> J' z_bar is linear, so that its Jacobian is J' and its own adjoint is J: a
// Jacobian-vector product from two vector-Jacobian products.
#ifndef JACOBIANS_TRANSPOSED_HPP
#define JACOBIANS_TRANSPOSED_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include "functions.gateaux.hpp"

GATEAUX_DIFFERENTIATE(wrt(z_bar), adjoint)
inline Eigen::VectorXd product_vjp(const Eigen::MatrixXd &W, const Eigen::VectorXd &x,
                                   const Eigen::VectorXd &z_bar) {
  Eigen::VectorXd x_bar = Eigen::VectorXd::Zero(x.size());
  product_adjoint(W, x, z_bar, x_bar);
  return x_bar;
}

GATEAUX_DIFFERENTIATE(wrt(y_bar), adjoint)
inline Eigen::VectorXd exponential_vjp(const Eigen::VectorXd &z, const Eigen::VectorXd &y_bar) {
  Eigen::VectorXd z_bar = Eigen::VectorXd::Zero(z.size());
  exponential_adjoint(z, y_bar, z_bar);
  return z_bar;
}

GATEAUX_DIFFERENTIATE(wrt(y_bar), adjoint)
inline Eigen::VectorXd composition_vjp(const Eigen::MatrixXd &W, const Eigen::VectorXd &x,
                                       const Eigen::VectorXd &y_bar) {
  Eigen::VectorXd x_bar = Eigen::VectorXd::Zero(x.size());
  composition_adjoint(W, x, y_bar, x_bar);
  return x_bar;
}

GATEAUX_DIFFERENTIATE(wrt(z_bar), adjoint)
inline void network_vjp(const Eigen::MatrixXd &W1, const Eigen::VectorXd &b1,
                        const Eigen::MatrixXd &W2, const Eigen::VectorXd &b2,
                        const Eigen::VectorXd &x, const Eigen::VectorXd &z_bar,
                        Eigen::MatrixXd &W1_bar, Eigen::VectorXd &b1_bar, Eigen::MatrixXd &W2_bar,
                        Eigen::VectorXd &b2_bar) {
  W1_bar = Eigen::MatrixXd::Zero(W1.rows(), W1.cols());
  b1_bar = Eigen::VectorXd::Zero(b1.size());
  W2_bar = Eigen::MatrixXd::Zero(W2.rows(), W2.cols());
  b2_bar = Eigen::VectorXd::Zero(b2.size());
  network_adjoint(W1, b1, W2, b2, x, z_bar, W1_bar, b1_bar, W2_bar, b2_bar);
}

#endif // JACOBIANS_TRANSPOSED_HPP
