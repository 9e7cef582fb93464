// SPDX-License-Identifier: Apache-2.0
//
// What the tool finds out it need not compute, and what looks alike and must be computed.
#ifndef GATEAUX_TEST_NUMERIC_SAVED_WORK_HPP
#define GATEAUX_TEST_NUMERIC_SAVED_WORK_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include <cmath>

namespace saved_work {

// Vectors and matrices that loops write in full, or do not.

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double overwritten(const Eigen::MatrixXd &X, const Eigen::VectorXd &w) {
  Eigen::VectorXd z(w.size()), same(w.size());
  double s = 0;
  for (Eigen::Index i = 0; i < X.cols(); ++i) {
    for (int k = 0; k < w.size(); ++k)
      z(k) = std::sin(w(k) * X(k, i)) + 0.1 * s;
    for (Eigen::Index k = w.size(); k-- > 0;)
      same(k) = z(k) * w(k);
    s += z.squaredNorm() + same.prod();
  }
  return s + z.sum();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double kept(const Eigen::MatrixXd &X, const Eigen::VectorXd &w) {
  Eigen::VectorXd z = w, y = w, u = w;
  double s = 0;
  for (Eigen::Index i = 0; i < X.cols(); ++i) {
    for (Eigen::Index k = 1; k < w.size(); ++k)
      z(k) = w(k) * X(k, i) + 0.3 * s; // not the first one
    for (Eigen::Index k = 0; k < w.size(); ++k)
      y(k) = std::sin(y((k + 1) % w.size()) + X(k, i)); // reads others
    for (Eigen::Index k = 0; k < w.size(); ++k)
      u(k) = u(k) * X(k, i) + w(k); // reads its own
    s += z.squaredNorm() + y.sum() * u.sum();
  }
  return s;
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double overwritten_matrices(const Eigen::MatrixXd &X, const Eigen::VectorXd &w) {
  Eigen::MatrixXd K(w.size(), w.size()), C = X, half = X;
  double s = 0;
  for (int t = 0; t < 3; ++t) {
    for (Eigen::Index i = 0; i < w.size(); ++i)
      for (Eigen::Index j = 0; j < w.size(); ++j)
        K(i, j) = std::exp(-(w(i) - w(j)) * (w(i) - w(j)) - 0.01 * t * s);
    for (Eigen::Index j = 0; j < X.cols(); ++j)
      C.col(j) = K * X.col(j) / (1 + t);
    for (Eigen::Index i = 0; i < X.rows(); ++i)
      for (Eigen::Index j = 0; j < i && j < X.cols(); ++j)
        half(i, j) = std::sin(C(i, j)); // the others stay
    s += C.squaredNorm() + half.sum();
    half *= 1.1;
  }
  return s;
}

// Shifts that cancel, and that do not.

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double shifted(const Eigen::MatrixXd &X, const Eigen::VectorXd &w) {
  Eigen::MatrixXd S = X * (1 + w(0)) + X.cwiseAbs2() * 0.1;
  Eigen::MatrixXd P = (S.colwise() - S.rowwise().maxCoeff()).array().exp();
  P.array().colwise() /= P.rowwise().sum().array().eval();
  const Eigen::RowVectorXd m = S.colwise().maxCoeff();
  const Eigen::RowVectorXd l = m.array() + (S.rowwise() - m).array().exp().colwise().sum().log();
  const double n = w.minCoeff();
  const Eigen::ArrayXd e = (w.array() - n).exp();
  return (P.transpose() * w).squaredNorm() + l.squaredNorm() + (e * e / e.square().sum() * w.array()).sum();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double unshifted(const Eigen::MatrixXd &X, const Eigen::VectorXd &w) {
  const Eigen::MatrixXd S = X * w(0);
  const Eigen::RowVectorXd m = S.colwise().maxCoeff();
  const Eigen::MatrixXd P = (S.rowwise() - m).array().exp();
  const Eigen::RowVectorXd q = P.colwise().sum();
  const double n = w.maxCoeff();
  const Eigen::ArrayXd e = (w.array() - n).exp(), f = (w.array() - 2 * n).exp();
  // A sum along the other axis, twice the shift, and one that is used otherwise.
  return (P.array().colwise() / P.rowwise().sum().array()).square().sum() + (2 * m.array() + q.array().log()).sum() +
         (e / f.sum()).sum() + n * (e / e.sum()).matrix().dot(w);
}

// Kernels that are symmetric, and that are not.

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double kernel(const Eigen::MatrixXd &X, const Eigen::VectorXd &w) {
  const Eigen::VectorXd q = X.rowwise().squaredNorm();
  Eigen::MatrixXd D = -2 * X * X.transpose();
  D.colwise() += q;
  D.rowwise() += q.transpose();
  Eigen::MatrixXd K = w(0) * w(0) * (-0.1 * D.array()).exp() + (X * X.transpose()).array() * 0.1;
  K.diagonal().array() += 2 + w(1) * w(1);
  const Eigen::LLT<Eigen::MatrixXd> llt(K);
  return 0.5 * w.dot(llt.solve(w)) + llt.matrixLLT().diagonal().array().log().sum() + K.inverse().sum();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double lower(const Eigen::MatrixXd &X, const Eigen::VectorXd &w) {
  // Of this the decomposition reads the lower triangle, which is not that of its transpose.
  const Eigen::MatrixXd B = X.leftCols(2), A = B * w.head(2).asDiagonal();
  Eigen::MatrixXd K = 0.1 * A * B.cwiseAbs2().transpose();
  K += Eigen::MatrixXd::Identity(X.rows(), X.rows()) * 5;
  const Eigen::LLT<Eigen::MatrixXd> llt(K);
  return w.dot(llt.solve(w));
}

// Factors of sums, and what changes with the sum.

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double weighted(const Eigen::MatrixXd &X, const Eigen::VectorXd &w) {
  const Eigen::MatrixXd R = X.array().exp();
  double s = 0;
  for (int t = 1; t < 4; ++t)
    for (Eigen::Index k = 0; k < X.cols(); ++k)
      s += std::sin(R.col(k).dot(w) / t) + w.cwiseProduct(R.col(k)).squaredNorm() * t;
  for (Eigen::Index i = 0; i < w.size(); ++i)
    for (Eigen::Index j = 0; j < w.size(); ++j)
      s += w(i) * std::cos(w(j) * R(i, 0));
  return s;
}

// Products that are there but for a factor or transposed.

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double products(const Eigen::MatrixXd &X, const Eigen::VectorXd &w) {
  const Eigen::MatrixXd A = X * X.transpose();
  const Eigen::MatrixXd B = (w(0) * A) * X + 0.5 * ((2 * X).transpose() * A).transpose();
  return (A * B).squaredNorm() * 0.01 + (B.transpose() * w).squaredNorm() + B.sum();
}

/// An adjoint in the place of another that the workspace holds as a matrix, read again by the linearised product.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double taken_over(const Eigen::VectorXd &x, int n) {
  Eigen::MatrixXd A = x * x.transpose(), B = A;
  for (int i = 0; i < n; ++i) {
    if (i > 0)
      A = B * 0.5;
    B = A.cwiseProduct(A);
  }
  return B.sum();
}

} // namespace saved_work

#endif
