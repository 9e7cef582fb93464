// SPDX-License-Identifier: Apache-2.0
//
// A convex loss, two quadratics and a saddle.
#ifndef DESCENT_LOSSES_HPP
#define DESCENT_LOSSES_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>
#include <gateaux/nn.hpp>

/// Softmax regression with a penalty, strictly convex in W: one example is one column.
GATEAUX_DIFFERENTIATE(wrt(W), hvp, objective)
inline double regression(const Eigen::MatrixXd &W, const Eigen::MatrixXd &X,
                         const Eigen::MatrixXd &C, double penalty) {
  const Eigen::MatrixXd S = W * X;
  return gateaux::nn::softmax_cross_entropy(S, C) / double(X.cols()) +
         0.5 * penalty * W.squaredNorm();
}

/// (u v - 1)^2 / 2 in w = (u, v): a saddle at zero with the curvatures 1 and -1, and minima on the
/// hyperbola u v = 1.
GATEAUX_DIFFERENTIATE(wrt(w), hvp, objective)
inline double product_of_two(const Eigen::VectorXd &w) {
  const double gap = w(0) * w(1) - 1.0;
  return 0.5 * gap * gap;
}

/// x' diag(h) x / 2 - b' x, which is minimal at b / h.
GATEAUX_DIFFERENTIATE(wrt(x), hvp, objective)
inline double diagonal_quadratic(const Eigen::VectorXd &x, const Eigen::VectorXd &h,
                                 const Eigen::VectorXd &b) {
  return 0.5 * x.dot(h.cwiseProduct(x)) - b.dot(x);
}

/// x' A x / 2 - b' x for symmetric A.
GATEAUX_DIFFERENTIATE(wrt(x), hvp, objective)
inline double quadratic(const Eigen::VectorXd &x, const Eigen::MatrixXd &A,
                        const Eigen::VectorXd &b) {
  return 0.5 * x.dot(A * x) - b.dot(x);
}

#endif // DESCENT_LOSSES_HPP
