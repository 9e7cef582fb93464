// SPDX-License-Identifier: Apache-2.0
//
// Forms of Eigen expressions that are easily taken for others.
#ifndef GATEAUX_TEST_NUMERIC_EIGEN_FORMS_HPP
#define GATEAUX_TEST_NUMERIC_EIGEN_FORMS_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include <cstddef>

namespace eigen_forms {

using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Loops that write a diagonal, or every second coefficient, leave the rest.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double diagonals(const VectorXd &x) {
  const Eigen::Index n = x.size();
  MatrixXd A = x * x.transpose(), B = MatrixXd::Constant(n, n, 0.1), C = A;
  for (Eigen::Index i = 0; i < x.size(); ++i)
    A(i, i) = 1.0;
  for (Eigen::Index i = 0; i < x.size(); ++i)
    B(i, i) = 3 + x(i) * x(i);
  for (Eigen::Index i = 0; i < x.size(); ++i)
    for (Eigen::Index j = 0; j < x.size(); ++j)
      C(j, j) = x(i);
  for (Eigen::Index i = 0; i < x.size(); ++i)
    C.row(i)(i) *= 2;
  VectorXd v = 2 * x;
  for (int i = 0; i < x.size(); i += 2)
    v(i) = x(i) * x(i);
  return A.squaredNorm() + B.inverse().sum() + C.squaredNorm() + v.sum() * v(1);
}

/// Sums of a scalar, repeated columns and repeated rows behind a product.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double broadcasts(const VectorXd &x) {
  const MatrixXd M = x * x.transpose();
  MatrixXd A = M * M;
  A.array() += 1;
  A.array().colwise() -= x.array();
  MatrixXd B = M * M;
  B.array() += x(0);
  B.colwise() += x;
  B.rowwise() -= M.colwise().mean();
  Eigen::ArrayXXd C = (M * M).array() + x(1);
  C.colwise() -= x.array();
  MatrixXd D = (M * M.transpose()).array() + 1.0;
  D.rowwise() += x.transpose();
  return A.squaredNorm() + B.squaredNorm() + (C * D.array()).sum() + (A.rowwise() + x.transpose() - (D.colwise() - x)).sum() * x(2);
}

/// A row that an Eigen::Ref to a column shows is one.
inline double of_column(const Eigen::Ref<const VectorXd> &d) {
  return static_cast<double>(d.rows() + 10 * d.cols()) * d.sum() + d.dot(d.reverse());
}
inline double in_column(Eigen::Ref<VectorXd, 0, Eigen::InnerStride<>> d) {
  for (Eigen::Index i = 0; i < d.rows(); ++i)
    d(i) *= d(0) + 1;
  return d.sum() * static_cast<double>(10 * d.rows() + d.cols());
}
struct Column {
  Eigen::Ref<const VectorXd> shown;
  double first() const { return shown(0) * static_cast<double>(shown.rows()); }
};
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double references(const VectorXd &x) {
  const Eigen::RowVectorXd r = 2 * x.transpose();
  MatrixXd A = x * x.transpose();
  const Column column{r};
  const double s = in_column(A.row(3)) + column.first();
  return of_column(r) * of_column(x.transpose()) + s * A.sum() + of_column(A.row(1));
}

/// One index into a matrix counts as the coefficients lie in memory.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double linear(const VectorXd &x) {
  MatrixXd A = x * x.head(3).transpose();
  Eigen::Matrix<double, 2, 3, Eigen::RowMajor> B;
  double s = 0;
  for (Eigen::Index i = 0; i < A.size(); ++i)
    s += A(i) * A(i) * static_cast<double>(i);
  for (int i = 0; i < 6; ++i)
    B(i) = x(i) * i;
  A(7) *= s;
  return A.sum() + A(3) + B(0, 2) * B(1, 0) + x(Eigen::lastN(2)).sum() * x(Eigen::indexing::lastN(3, 2)).prod();
}

/// Columns and rows of maps into one vector, which lie apart.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double maps(const VectorXd &x) {
  VectorXd y = x, z = x;
  Eigen::Map<MatrixXd> R(y.data(), 2, 3);
  R.col(1) += R.col(0);
  R.col(2).swap(R.col(0));
  Eigen::Map<Eigen::Matrix<double, 2, 3, Eigen::RowMajor>> S(z.data());
  S.row(1) += 2 * S.row(0);
  MatrixXd A = x * x.transpose();
  A.col(1) = A.row(2); // the coefficient that both have is read before it is written
  return y.squaredNorm() * y(0) + z.squaredNorm() * z(4) + A.array().cube().sum();
}

} // namespace eigen_forms

#endif
