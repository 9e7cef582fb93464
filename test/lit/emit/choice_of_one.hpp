// SPDX-License-Identifier: Apache-2.0
// RUN: %gateaux %s -o - -- %flags | FileCheck %s
//
// Of several candidates only the one that was chosen receives an adjoint; columns are written as such.
#include <gateaux/gateaux.hpp>

#include <Eigen/Dense>

#include <algorithm>
#include <limits>

GATEAUX_DIFFERENTIATE(gradient)
inline double by_comparison(const Eigen::MatrixXd& X, const Eigen::MatrixXd& C) {
  double cost = 0;
  for (Eigen::Index i = 0; i < X.cols(); ++i) {
    double nearest = std::numeric_limits<double>::infinity();
    for (Eigen::Index k = 0; k < C.cols(); ++k) {
      const double distance = (X.col(i) - C.col(k)).squaredNorm();
      if (distance < nearest)
        nearest = distance;
    }
    cost += nearest;
  }
  return cost;
}

// CHECK-LABEL: inline double by_comparison_gradient(
// CHECK: for (Eigen::Index k = C.cols(); k-- > 0;) {
// CHECK-NEXT: if (ws.step_saved[k]) {
// CHECK-NEXT: C_bar.col(k) -= 2.0 * nearest_bar * (X.col(i) - C.col(k));
// CHECK-NEXT: X_bar.col(i) += 2.0 * nearest_bar * (X.col(i) - C.col(k));
// CHECK-NEXT: nearest_bar = 0.0;
// CHECK-NEXT: }
// CHECK-NEXT: }

GATEAUX_DIFFERENTIATE(gradient)
inline double by_min(const Eigen::MatrixXd& X, const Eigen::MatrixXd& C) {
  double cost = 0;
  for (Eigen::Index i = 0; i < X.cols(); ++i) {
    double nearest = (X.col(i) - C.col(0)).squaredNorm();
    for (Eigen::Index k = 1; k < C.cols(); ++k)
      nearest = std::min(nearest, (X.col(i) - C.col(k)).squaredNorm());
    cost += nearest;
  }
  return cost;
}

// CHECK-LABEL: inline double by_min_gradient(
// CHECK: for (Eigen::Index k = C.cols(); k-- > 1;) {
// CHECK: if ([[CHOSEN:t[0-9]+]]) {
// CHECK-NEXT: += 2.0 * nearest_bar * (X.col(i) - C.col(k));
// CHECK-NEXT: C_bar.col(k) -= 2.0 * nearest_bar * (X.col(i) - C.col(k));
// CHECK-NEXT: }
