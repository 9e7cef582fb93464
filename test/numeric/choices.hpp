// SPDX-License-Identifier: Apache-2.0
//
// What only one of several candidates contributes.
#pragma once

#include <gateaux/gateaux.hpp>

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <limits>

namespace choices {

/// The squared distances to the nearest of some columns, by a comparison.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double nearest_if(const Eigen::MatrixXd& X, const Eigen::MatrixXd& C) {
  Eigen::VectorXd costs(X.cols());
  for (Eigen::Index i = 0; i < X.cols(); ++i) {
    double nearest = std::numeric_limits<double>::infinity();
    for (Eigen::Index k = 0; k < C.cols(); ++k) {
      const double distance = (X.col(i) - C.col(k)).array().cube().abs().sum();
      if (distance < nearest)
        nearest = distance;
    }
    costs(i) = nearest;
  }
  double sum = costs.sum();
  return std::exp(-sum) + sum;
}

/// The same by std::min.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double nearest_min(const Eigen::MatrixXd& X, const Eigen::MatrixXd& C) {
  double cost = 0;
  for (Eigen::Index i = 0; i < X.cols(); ++i) {
    double nearest = (X.col(i) - C.col(0)).array().cube().abs().sum();
    for (Eigen::Index k = 1; k < C.cols(); ++k)
      nearest = std::min(nearest, (X.col(i) - C.col(k)).array().cube().abs().sum());
    cost += nearest * nearest;
  }
  return cost;
}

/// Only the rows with a positive sum count, through a matrix; what is added depends on both arms.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double gated(const Eigen::MatrixXd& X, const Eigen::MatrixXd& W) {
  Eigen::MatrixXd H = Eigen::MatrixXd::Zero(W.rows(), X.cols());
  double penalty = 0;
  for (Eigen::Index i = 0; i < X.cols(); ++i) {
    double gate = 0;
    if (X.col(i).sum() > 0)
      gate = std::sin(X(0, i));
    else
      penalty += X(0, i) * X(1, i);
    H.col(i) += gate * (W * X.col(i));
    H.col(0) -= gate * W.col(0);
  }
  return H.array().sin().sum() * penalty + penalty;
}

/// A choice whose other arm is infinite.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double guarded(const Eigen::VectorXd& x, const Eigen::VectorXd& a) {
  double sum = 0;
  for (Eigen::Index i = 0; i < x.size(); ++i) {
    const double scale = x(i) > 0 ? std::sqrt(x(i)) : 0;
    sum += scale * (a * x(i)).squaredNorm() + (scale * a).sum();
  }
  return sum;
}

/// A choice that is written.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double written(const Eigen::VectorXd &x, int k) {
  double a = x(0), b = x(1);
  Eigen::VectorXd y = x;
  for (int i = 0; i < x.size(); ++i) {
    (i < k ? a : b) += x(i) * x(i) * a;
    const double last = ((a < b ? y(0) : y(1)) = a * b);
    if (last > 0.1)
      (x(i) > 0 ? a : y(2)) *= 0.5 * x(i);
  }
  return a * b + y.squaredNorm();
}

} // namespace choices
