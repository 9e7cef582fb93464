// SPDX-License-Identifier: Apache-2.0
// RUN: %compiles %s %flags | FileCheck %s
//
// What need not be computed, kept or filled: a vector that each iteration writes in full is no recurrence, a factor that
// all terms of a sum have comes after it, the triangles of a symmetric matrix stand for each other, and a product is there
// once, whatever its factors and transposes.
#include <Eigen/Dense>
#include <cmath>
#include <gateaux/gateaux.hpp>

using namespace Eigen;

// CHECK-LABEL: inline double mixture_gradient(
// CHECK-NOT: resize(X.cols())
// CHECK: for (Eigen::Index i = 0; i < X.cols(); ++i) {
// CHECK: auto l = ws.l(R.cols());
// CHECK-NOT: setZero
// CHECK: [[SUM:T[0-9]+]].col(k) +=
// CHECK-NOT: for (Eigen::Index i
// CHECK: M_bar = R.cwiseProduct([[SUM]]);
GATEAUX_DIFFERENTIATE(wrt(M), gradient)
inline double mixture(const MatrixXd &M, const MatrixXd &R, const MatrixXd &X) {
  VectorXd l(R.cols());
  double sum = 0;
  for (Index i = 0; i < X.cols(); ++i) {
    for (Index k = 0; k < R.cols(); ++k)
      l(k) = -R.col(k).cwiseProduct(X.col(i) - M.col(k)).squaredNorm();
    const double m = l.maxCoeff();
    sum += m + std::log((l.array() - m).exp().sum());
  }
  return sum;
}

// CHECK-LABEL: inline double kernel_gradient(
// CHECK: llt.compute(
// CHECK-NOT: triangularView
// CHECK: return
GATEAUX_DIFFERENTIATE(wrt(Z), gradient)
inline double kernel(const MatrixXd &Z, const VectorXd &y) {
  MatrixXd K = 0.5 * Z.transpose() * Z;
  K.diagonal().array() += 1;
  return y.dot(K.llt().solve(y));
}

// CHECK-LABEL: inline double known_gradient(
// CHECK: P.noalias() = S * X;
// CHECK-NOT: * X;
// CHECK: return
GATEAUX_DIFFERENTIATE(wrt(X), gradient)
inline double known(const MatrixXd &S, const MatrixXd &X) {
  const MatrixXd P = S * X, Q = (3 * S) * X;
  return (P.array() * Q.array().sin()).sum();
}
