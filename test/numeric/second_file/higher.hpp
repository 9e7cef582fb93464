// SPDX-License-Identifier: Apache-2.0
//
// Derivatives of functions that call generated derivatives.
#ifndef GATEAUX_TEST_NUMERIC_HIGHER_HPP
#define GATEAUX_TEST_NUMERIC_HIGHER_HPP

#include "first.gateaux.hpp"

namespace higher {

using Eigen::MatrixXd;
using Eigen::VectorXd;

// The vector-Jacobian product as a function of its seed: the adjoint of it is the
// Jacobian-vector product.

GATEAUX_DIFFERENTIATE(wrt(u), adjoint)
inline VectorXd linear_vjp(const MatrixXd &W, const VectorXd &x, const VectorXd &u) {
  VectorXd x_bar;
  first::linear_adjoint(W, x, u, x_bar);
  return x_bar;
}

GATEAUX_DIFFERENTIATE(wrt(u), adjoint)
inline VectorXd exponential_vjp(const VectorXd &z, const VectorXd &u) {
  VectorXd z_bar;
  first::exponential_adjoint(z, u, z_bar);
  return z_bar;
}

GATEAUX_DIFFERENTIATE(wrt(u), adjoint)
inline void composed_vjp(const MatrixXd &W, const VectorXd &x, const VectorXd &u, MatrixXd &W_bar,
                         VectorXd &x_bar) {
  W_bar = MatrixXd::Zero(W.rows(), W.cols());
  x_bar = VectorXd::Zero(x.size());
  first::composed_adjoint(W, x, u, W_bar, x_bar);
}

GATEAUX_DIFFERENTIATE(wrt(U), adjoint)
inline void network_vjp(const MatrixXd &K, const VectorXd &b, const MatrixXd &W, const MatrixXd &Y,
                        const MatrixXd &U, MatrixXd &K_bar, VectorXd &b_bar, MatrixXd &W_bar) {
  K_bar = MatrixXd::Zero(K.rows(), K.cols());
  b_bar = VectorXd::Zero(b.size());
  W_bar = MatrixXd::Zero(W.rows(), W.cols());
  first::network_adjoint(K, b, W, Y, U, K_bar, b_bar, W_bar);
}

// Second order: the adjoint of the gradient, and of the directional derivative.

GATEAUX_DIFFERENTIATE(wrt(K, b, W), tangent, adjoint)
inline void loss_slope(const MatrixXd &K, const VectorXd &b, const MatrixXd &W, const MatrixXd &Y,
                       const MatrixXd &C, MatrixXd &K_bar, VectorXd &b_bar, MatrixXd &W_bar) {
  first::loss_gradient(K, b, W, Y, C, K_bar, b_bar, W_bar);
}

GATEAUX_DIFFERENTIATE(wrt(K, b, W), gradient)
inline double loss_along(const MatrixXd &K, const VectorXd &b, const MatrixXd &W, const MatrixXd &Y,
                         const MatrixXd &C, const MatrixXd &K_dot, const VectorXd &b_dot,
                         const MatrixXd &W_dot) {
  double slope = 0;
  first::loss_tangent(K, b, W, Y, C, K_dot, b_dot, W_dot, slope);
  return slope;
}

/// With a workspace of the caller's.
GATEAUX_DIFFERENTIATE(wrt(K, b, W), gradient)
inline double steepness(const MatrixXd &K, const VectorXd &b, const MatrixXd &W, const MatrixXd &Y,
                        const MatrixXd &C) {
  MatrixXd K_bar, W_bar;
  VectorXd b_bar;
  first::loss_gradient_workspace ws;
  first::loss_gradient(K, b, W, Y, C, K_bar, b_bar, W_bar, ws);
  return 0.5 * (K_bar.squaredNorm() + b_bar.squaredNorm() + W_bar.squaredNorm());
}

// Third order: v' H v and its derivative.

GATEAUX_DIFFERENTIATE(wrt(x, y), tangent, gradient, hvp)
inline double curvature(double x, double y, double vx, double vy) {
  double x_hv, y_hv;
  first::scalar_hvp(x, y, vx, vy, x_hv, y_hv);
  return vx * x_hv + vy * y_hv;
}

GATEAUX_DIFFERENTIATE(wrt(K, b, W), gradient)
inline double loss_curvature(const MatrixXd &K, const VectorXd &b, const MatrixXd &W,
                             const MatrixXd &Y, const MatrixXd &C, const MatrixXd &K_dot,
                             const VectorXd &b_dot, const MatrixXd &W_dot) {
  MatrixXd K_hv, W_hv;
  VectorXd b_hv;
  first::loss_hvp(K, b, W, Y, C, K_dot, b_dot, W_dot, K_hv, b_hv, W_hv);
  return K_dot.cwiseProduct(K_hv).sum() + b_dot.dot(b_hv) + W_dot.cwiseProduct(W_hv).sum();
}

} // namespace higher

#endif // GATEAUX_TEST_NUMERIC_HIGHER_HPP
