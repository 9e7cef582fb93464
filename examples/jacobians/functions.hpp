// SPDX-License-Identifier: Apache-2.0
//
// Small functions whose Jacobians one knows, and a network of two layers.
#ifndef JACOBIANS_FUNCTIONS_HPP
#define JACOBIANS_FUNCTIONS_HPP

#include <Eigen/Dense>
#include <cmath>
#include <gateaux/gateaux.hpp>

/// z = W x, with J_x = W and J_vec(W) = x' (x) I.
GATEAUX_DIFFERENTIATE(wrt(x), tangent, adjoint, jacobian)
GATEAUX_DIFFERENTIATE(wrt(W), jacobian, as(product_W))
inline Eigen::VectorXd product(const Eigen::MatrixXd &W, const Eigen::VectorXd &x) { return W * x; }

/// y = exp(z), entry by entry, with J = diag(exp(z)).
GATEAUX_DIFFERENTIATE(tangent, adjoint, jacobian)
inline Eigen::VectorXd exponential(const Eigen::VectorXd &z) { return z.array().exp(); }

/// y = exp(W x), with J_x = diag(exp(W x)) W.
GATEAUX_DIFFERENTIATE(wrt(x), tangent, adjoint)
inline Eigen::VectorXd composition(const Eigen::MatrixXd &W, const Eigen::VectorXd &x) {
  return exponential(product(W, x));
}

/// u' exp(W x), with the gradient W' (exp(W x) o u).
GATEAUX_DIFFERENTIATE(wrt(x), gradient)
inline double weighted_sum(const Eigen::MatrixXd &W, const Eigen::VectorXd &u,
                           const Eigen::VectorXd &x) {
  return u.dot(composition(W, x));
}

/// z = W2 tanh(W1 x + b1) + b2.
GATEAUX_DIFFERENTIATE(wrt(W1, b1, W2, b2), tangent, adjoint)
inline Eigen::VectorXd network(const Eigen::MatrixXd &W1, const Eigen::VectorXd &b1,
                               const Eigen::MatrixXd &W2, const Eigen::VectorXd &b2,
                               const Eigen::VectorXd &x) {
  const Eigen::VectorXd h = (W1 * x + b1).array().tanh();
  return W2 * h + b2;
}

/// f(x) = (2 x1 + x2, pi x2, -x1 / x2).
GATEAUX_DIFFERENTIATE(jacobian)
inline Eigen::Vector3d worked(const Eigen::Vector2d &x) {
  const double pi = 3.14159265358979323846;
  return Eigen::Vector3d(2.0 * x(0) + x(1), pi * x(1), -x(0) / x(1));
}

/// f(y) = y1 - 2 y2 + y3 / 4.
GATEAUX_DIFFERENTIATE(gradient)
inline double outer(const Eigen::Vector3d &y) { return y(0) - 2.0 * y(1) + y(2) / 4.0; }

/// g(x) = (x1 + 2 x2, x2, 3 - x1).
GATEAUX_DIFFERENTIATE(jacobian)
inline Eigen::Vector3d inner(const Eigen::Vector2d &x) {
  return Eigen::Vector3d(x(0) + 2.0 * x(1), x(1), 3.0 - x(0));
}

/// f(g(x)) = 3/4 (x1 + 1).
GATEAUX_DIFFERENTIATE(gradient)
inline double chained(const Eigen::Vector2d &x) { return outer(inner(x)); }

/// f(x, y; a, b) = 2 a x + b / y, seen as a function of the variables or of the parameters.
GATEAUX_DIFFERENTIATE(wrt(x, y), gradient, as(two_views_variables))
GATEAUX_DIFFERENTIATE(wrt(a, b), gradient, as(two_views_parameters))
inline double two_views(double x, double y, double a, double b) { return 2.0 * a * x + b / y; }

#endif // JACOBIANS_FUNCTIONS_HPP
