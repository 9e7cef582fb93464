// SPDX-License-Identifier: Apache-2.0
// RUN: %compiles %s %flags | FileCheck %s
//
// What somebody who knows Eigen would write: products of transposes accumulated where they stand, one search for an extreme
// value and none for one that cancels, no copies of a matrix of which single coefficients are written, values of the user's
// reused.
#include <Eigen/Dense>
#include <cmath>
#include <gateaux/gateaux.hpp>

using namespace Eigen;

// CHECK-LABEL: inline double ridge_gradient(
// CHECK: y_bar = -r;
// CHECK-NEXT: X_bar.noalias() = r * w.transpose();
// CHECK-NEXT: w_bar = lambda * w;
// CHECK-NEXT: w_bar.noalias() += X.transpose() * r;
GATEAUX_DIFFERENTIATE(gradient)
inline double ridge(const MatrixXd &X, const VectorXd &w, const VectorXd &y, double lambda) {
  VectorXd r = X * w - y;
  return 0.5 * r.squaredNorm() + 0.5 * lambda * w.squaredNorm();
}

// CHECK-LABEL: attention_adjoint(const
// CHECK: = A.rowwise().maxCoeff();
// CHECK-NOT: argmax
// CHECK-NOT: pick
// CHECK: V_bar.noalias() += P.transpose() * attention_bar;
// CHECK: Q_bar.noalias() += [[A_BAR:[A-Za-z0-9_]+]] * K;
// CHECK: K_bar.noalias() += [[A_BAR]].transpose() * Q;
GATEAUX_DIFFERENTIATE(adjoint)
inline MatrixXd attention(const MatrixXd &Q, const MatrixXd &K, const MatrixXd &V) {
  MatrixXd A = Q * K.transpose() / std::sqrt(double(Q.cols()));
  MatrixXd E = (A.colwise() - A.rowwise().maxCoeff()).array().exp();
  VectorXd s = E.rowwise().sum();
  MatrixXd P = s.cwiseInverse().asDiagonal() * E;
  return P * V;
}

// CHECK-LABEL: inline double farthest_gradient(
// CHECK: [[AT:T[0-9]+]] = gateaux::argmax_colwise(A);
// CHECK: = gateaux::pick_colwise(A, [[AT]]);
// CHECK-NOT: maxCoeff
// CHECK: A_bar =
GATEAUX_DIFFERENTIATE(gradient)
inline double farthest(const MatrixXd &A) { return A.colwise().maxCoeff().squaredNorm(); }

// CHECK-LABEL: inline double rigid_adjoint(
// CHECK: const Eigen::Matrix3d K_bar =
// CHECK-NOT: Eigen::Matrix3d
// CHECK: v_bar(0) += K_bar(2, 1) - K_bar(1, 2);
GATEAUX_DIFFERENTIATE(adjoint)
inline double rigid(const VectorXd &v) {
  Matrix3d K;
  K << 0, -v(2), v(1), v(2), 0, -v(0), -v(1), v(0), 0;
  return (K * K).trace() + K.squaredNorm();
}

// Accumulated in one statement, and a number that both sweeps use has no name of an adjoint's.
// CHECK-LABEL: inline double sums_adjoint(
// CHECK-NOT: = {{[a-z]}}_bar +
// CHECK: x_bar.array() +=
GATEAUX_DIFFERENTIATE(adjoint)
inline double sums(const VectorXd &x, double a) {
  double reg = a * x.squaredNorm();
  return (x.array() * x.array().sin()).sum() + 0.5 * a * reg;
}
