// SPDX-License-Identifier: Apache-2.0
//
// Parts of rows, columns and diagonals, with lengths that are known at run time only.
#ifndef GATEAUX_TEST_NUMERIC_ROW_PARTS_HPP
#define GATEAUX_TEST_NUMERIC_ROW_PARTS_HPP

#include <Eigen/Dense>
#include <cmath>
#include <gateaux/gateaux.hpp>

namespace row_parts {

using Eigen::MatrixXd;
using Eigen::VectorXd;

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double heads(const MatrixXd &X, const VectorXd &b, int k) {
  double s = X.row(1).head(k).dot(b.head(k)) + X.col(1).tail(k).dot(b.head(k));
  s += X.row(0).head(k).dot(X.row(1).head(k)) * (X.row(1).segment(1, k) * b.head(k)).value();
  s += X.row(0).head(k) * X.row(1).head(k).transpose();
  return s * s + X.row(0).head(k).transpose().cwiseProduct(b.head(k)).sum();
}

/// Substitution, with parts whose lengths depend on the loop.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double substitution(const MatrixXd &L, VectorXd b) {
  const Eigen::Index n = b.size();
  for (Eigen::Index i = 0; i < n; ++i) {
    b(i) -= L.row(i).head(i).dot(b.head(i));
    b(i) /= L(i, i);
  }
  for (Eigen::Index i = n - 1; i >= 0; --i)
    b(i) -= 0.3 * L.row(i).tail(n - 1 - i).dot(b.tail(n - 1 - i));
  double s = b.squaredNorm();
  for (Eigen::Index i = 1; i < n; ++i)
    s += (L.row(i) - L.row(i - 1)).head(i).dot(L.col(0).head(i));
  return s;
}

/// Rows of a matrix whose shape changes in a loop.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double changing(const MatrixXd &X, const MatrixXd &W1, const MatrixXd &W2) {
  MatrixXd H = X;
  for (int k = 0; k < 2; ++k) {
    const MatrixXd &W = k == 0 ? W1 : W2;
    H = (H * W).array().tanh();
  }
  double s = 0;
  for (int i = 0; i + 1 < X.rows(); ++i)
    s += std::log1p(std::exp(H.row(i).dot(H.row(i + 1))));
  return s;
}

/// Diagonals of matrices that are not square.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double traces(const MatrixXd &A, const MatrixXd &W) {
  const MatrixXd B = A * W;
  return (A * W).trace() + B.diagonal().array().square().sum() + (W * A).trace() * (W.transpose() * W).trace() +
         (A.transpose() * W.leftCols(A.rows()).transpose()).trace() + std::sin(A.trace());
}
GATEAUX_DIFFERENTIATE(wrt(A), gradient, hvp, objective)
inline double trace_of_product(const MatrixXd &A, const MatrixXd &W) { return (A * W).trace(); }

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double fixed_diagonals(const Eigen::Matrix<double, 4, 3> &A) {
  const Eigen::Matrix<double, 3, 2> M = A.topLeftCorner<3, 2>().array().square();
  return M.trace() + A.cwiseProduct(A).diagonal().sum() + (A * 2.0).diagonal<1>().prod();
}

} // namespace row_parts

#endif
