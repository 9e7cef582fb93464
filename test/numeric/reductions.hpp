// SPDX-License-Identifier: Apache-2.0
//
// Reductions of the whole and along columns or rows, and the broadcasts that go with them.
#ifndef GATEAUX_TEST_NUMERIC_REDUCTIONS_HPP
#define GATEAUX_TEST_NUMERIC_REDUCTIONS_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

namespace reductions {

using Eigen::ArrayXXd;
using Eigen::MatrixXd;
using Eigen::RowVectorXd;
using Eigen::VectorXd;

GATEAUX_DIFFERENTIATE(gradient, adjoint, hvp, objective)
inline double sums(const MatrixXd &A, const VectorXd &x) {
  return A.sum() * x.mean() + A.mean() * x.sum() + (A * A).mean() + x.prod() * A.sum() +
         A.array().square().sum() * x.array().mean();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double products(const MatrixXd &A, const VectorXd &x) {
  return A.prod() + x.array().prod() * (A * x).prod() +
         A.colwise().prod().sum() * A.rowwise().prod().squaredNorm();
}

GATEAUX_DIFFERENTIATE(gradient, adjoint, hvp, objective)
inline double norms(const MatrixXd &A, const VectorXd &x) {
  return A.norm() * x.norm() + A.squaredNorm() * x.squaredNorm() + (A * x).norm() +
         x.stableNorm() * x.lpNorm<1>() + x.lpNorm<2>() + A.lpNorm<Eigen::Infinity>() * x.sum();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double dots(const VectorXd &x, const VectorXd &y, const RowVectorXd &z) {
  return x.dot(y) * x.dot(z) + z.dot(z) + y.normalized().dot(x) + (x + y).dot(x.cwiseProduct(y));
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double diagonals(const MatrixXd &A, const MatrixXd &B) {
  VectorXd d = A.diagonal();
  return A.trace() * (A * B).trace() + d.squaredNorm() + (B * A).diagonal().sum() +
         A.transpose().diagonal().dot(B.diagonal());
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double extremes(const MatrixXd &A, const VectorXd &x) {
  return A.maxCoeff() * x.minCoeff() + x.maxCoeff() * x.maxCoeff() + (A * x).minCoeff() +
         A.array().square().maxCoeff() * x.sum();
}

/// The positions of extremes.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double positions(const MatrixXd &A, const VectorXd &x) {
  Eigen::Index i, j, k;
  double a = A.maxCoeff(&i, &j);
  double b = x.minCoeff(&k);
  return a * b + A(i, j) * x(k) * x(k) + a * double(k);
}

// Along columns and rows.

GATEAUX_DIFFERENTIATE(tangent, adjoint, objective)
inline RowVectorXd column_sums(const MatrixXd &A) {
  return A.colwise().sum() + 2.0 * A.colwise().mean();
}

GATEAUX_DIFFERENTIATE(tangent, adjoint, objective)
inline VectorXd row_sums(const MatrixXd &A) { return A.rowwise().sum() + 2.0 * A.rowwise().mean(); }

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double along_columns(const MatrixXd &A) {
  RowVectorXd a = A.colwise().norm() + A.colwise().squaredNorm();
  RowVectorXd b = A.colwise().maxCoeff() - A.colwise().minCoeff();
  RowVectorXd c = A.array().square().colwise().sum() * A.array().colwise().mean();
  return a.dot(b) + c.squaredNorm() + A.colwise().normalized().sum() + A.colwise().prod().sum() +
         A.colwise().lpNorm<1>().squaredNorm();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double along_rows(const MatrixXd &A) {
  VectorXd a = A.rowwise().norm() + A.rowwise().squaredNorm();
  VectorXd b = A.rowwise().maxCoeff() - A.rowwise().minCoeff();
  VectorXd c = A.array().square().rowwise().sum() * A.array().rowwise().mean();
  return a.dot(b) + c.squaredNorm() + A.rowwise().normalized().sum() + A.rowwise().prod().sum() +
         A.rowwise().lpNorm<1>().squaredNorm();
}

// Broadcasts.

GATEAUX_DIFFERENTIATE(tangent, adjoint, jacobian, objective)
inline MatrixXd broadcast_column(const MatrixXd &A, const VectorXd &x) { return A.colwise() + x; }

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double broadcasts(const MatrixXd &A, const VectorXd &x, const RowVectorXd &y) {
  MatrixXd B = (A.colwise() + x).rowwise() - y;
  MatrixXd C = A.rowwise() + x.transpose();
  MatrixXd D = (B * C).colwise() - x.cwiseProduct(x);
  ArrayXXd E = D.array().colwise() * x.array() + A.array().rowwise() * y.array();
  ArrayXXd F = E.rowwise() / y.array() - D.array().colwise() / x.array();
  E.colwise() *= x.array();
  E.rowwise() /= y.array();
  E.rowwise() += y.array();
  return D.squaredNorm() + (E * F).sum();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double repeated(const VectorXd &x, const RowVectorXd &y, double s) {
  MatrixXd A = x.replicate(1, y.size()) + y.replicate(x.size(), 1);
  MatrixXd B = x.rowwise().replicate(3) * s;
  return A.squaredNorm() + A.sum() * B.sum() + (B.transpose() * x).squaredNorm();
}

/// A softmax written out.
GATEAUX_DIFFERENTIATE(tangent, adjoint, jacobian, objective)
inline MatrixXd softmax(const MatrixXd &S) {
  MatrixXd D = S.rowwise() - S.colwise().maxCoeff();
  MatrixXd P = D.array().exp();
  return P.array().rowwise() / P.colwise().sum().array();
}

/// Standardised columns.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double standardised(const MatrixXd &A, const RowVectorXd &scale) {
  MatrixXd C = A.rowwise() - A.colwise().mean();
  RowVectorXd deviation = (C.colwise().squaredNorm() / double(A.rows())).array().sqrt();
  MatrixXd N = C.array().rowwise() / deviation.array();
  return (N * scale.asDiagonal() * N.transpose() * A).squaredNorm();
}

} // namespace reductions

#endif // GATEAUX_TEST_NUMERIC_REDUCTIONS_HPP
