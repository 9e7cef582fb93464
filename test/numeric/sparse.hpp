// SPDX-License-Identifier: Apache-2.0
//
// Products with sparse matrices, which are constants.
#ifndef GATEAUX_TEST_NUMERIC_SPARSE_HPP
#define GATEAUX_TEST_NUMERIC_SPARSE_HPP

#include <Eigen/Dense>
#include <Eigen/Sparse>
#include <gateaux/gateaux.hpp>

namespace sparse {

using Eigen::MatrixXd;
using Eigen::VectorXd;
using Sparse = Eigen::SparseMatrix<double>;
using RowSparse = Eigen::SparseMatrix<double, Eigen::RowMajor>;

GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double least_squares(const Sparse &S, const VectorXd &x, const VectorXd &b) {
  return (S * x - b).squaredNorm() + (S.transpose() * b).dot(x);
}

/// By rows, with matrices on both sides, in a loop in a branch.
GATEAUX_DIFFERENTIATE(wrt(X), gradient, hvp, objective)
inline double matrices(const RowSparse &S, const MatrixXd &X) {
  MatrixXd Y = S * X;
  Y = Y.array().sin();
  const MatrixXd Z = X.transpose() * S.transpose();
  double s = 0;
  for (int i = 0; i < 3; ++i)
    if (i != 1) {
      Y = 0.5 * (S.transpose() * (S * (Y.transpose() * Y))).topRows(Y.rows());
      s += Y.squaredNorm() * 1e-2;
    }
  return s + (Z.array() * Z.array().exp()).sum() * static_cast<double>(S.rows()) + static_cast<double>(S.cols());
}

/// A member of a struct, with Gauss-Newton products.
struct Problem {
  Sparse A;
  VectorXd b;
  double weight;
};
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, ggnvp(r), objective)
inline double ridge(const Problem &p, const VectorXd &x) {
  VectorXd r = p.A * x.array().tanh().matrix() - p.b;
  return 0.5 * r.squaredNorm() + p.weight * x.squaredNorm();
}

GATEAUX_DIFFERENTIATE(wrt(x), jacobian, objective)
inline VectorXd residuals(const Sparse &S, const VectorXd &x) {
  return (x.transpose() * S).transpose().array().square();
}

/// Handed to a function.
inline VectorXd smoothed(const Sparse &L, VectorXd x, int n) {
  for (int i = 0; i < n; ++i)
    x -= 0.1 * (L * x);
  return x;
}
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double diffused(const Sparse &L, const VectorXd &x, int n) {
  return smoothed(L, x.array().exp(), n).array().square().sum() * x(0);
}

} // namespace sparse

#endif
