// SPDX-License-Identifier: Apache-2.0
//
// Logistic regression with a weight for each example.
#ifndef SENSITIVITY_REGRESSION_HPP
#define SENSITIVITY_REGRESSION_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>
#include <gateaux/support.hpp>

/// sum_i theta_i log(1 + exp(-y_i w'x_i)) / n + penalty |w|^2 / 2, strictly convex in w.
///
/// X: features x examples, y: labels 1 and -1, theta: the weights of the examples.
GATEAUX_DIFFERENTIATE(wrt(w), hvp, objective)
GATEAUX_DIFFERENTIATE(wrt(w), hvp(along(theta)), as(loss_w_theta))
GATEAUX_DIFFERENTIATE(wrt(X), hvp(along(w)), as(loss_X_w))
inline double regression_loss(const Eigen::VectorXd &w, const Eigen::VectorXd &theta,
                              const Eigen::MatrixXd &X, const Eigen::VectorXd &y, double penalty) {
  const Eigen::ArrayXd margin = y.array() * (X.transpose() * w).array();
  const Eigen::ArrayXd loss = gateaux::softplus(-margin);
  return (theta.array() * loss).sum() / double(y.size()) + 0.5 * penalty * w.squaredNorm();
}

#endif // SENSITIVITY_REGRESSION_HPP
