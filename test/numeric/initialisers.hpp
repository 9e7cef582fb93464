// SPDX-License-Identifier: Apache-2.0
//
// Comma initialisers of blocks, and matrices made of functions of positions.
#ifndef GATEAUX_TEST_NUMERIC_INITIALISERS_HPP
#define GATEAUX_TEST_NUMERIC_INITIALISERS_HPP

#include <Eigen/Dense>
#include <cmath>
#include <gateaux/gateaux.hpp>

namespace initialisers {

using Eigen::Index;
using Eigen::Matrix3d;
using Eigen::Matrix4d;
using Eigen::MatrixXd;
using Eigen::RowVectorXd;
using Eigen::Vector3d;
using Eigen::VectorXd;

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double blocks(const MatrixXd &A, const MatrixXd &B, const MatrixXd &C, const MatrixXd &D) {
  MatrixXd M(A.rows() + C.rows(), A.cols() + B.cols());
  M << A, B, C, D;
  return (M * M.transpose()).squaredNorm();
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double bordered(const MatrixXd &A, const VectorXd &b, const RowVectorXd &c,
                       const VectorXd &w) {
  const Index n = A.rows(), d = A.cols();
  MatrixXd M(n, d + 1), N(n + 1, d), O(n, d + 1);
  M << A, b;
  N << A, c;
  O << VectorXd::Ones(n), A;
  return M.array().exp().sum() * N.array().sin().sum() + (O * w).array().cube().sum();
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double block_diagonal(const MatrixXd &A, const MatrixXd &B) {
  MatrixXd M(A.rows() + B.rows(), A.cols() + B.cols());
  M << A, MatrixXd::Zero(A.rows(), B.cols()), MatrixXd::Zero(B.rows(), A.cols()), B;
  return (M * M).array().sin().sum();
}

// Whether A and B stand beside each other or one below the other is known at run time only.
GATEAUX_DIFFERENTIATE(wrt(A, B), hvp, objective)
inline double run_time(const MatrixXd &A, const MatrixXd &B, Index rows, Index cols) {
  MatrixXd M(rows, cols);
  M << A, B, B;
  return M.row(0).array().cube().sum() + M.col(M.cols() - 1).squaredNorm() * M(M.rows() - 1, 0);
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double transformation(const Matrix3d &R, const Vector3d &t) {
  Matrix4d T, S = Matrix4d::Identity();
  T << R, t, 0, 0, 0, 1;
  S.block<3, 3>(0, 0) << R(0, 0), R(0, 1), R(0, 2), R(1, 0), R(1, 1), R(1, 2), R(2, 0), R(2, 1),
      R(2, 2);
  S.topRightCorner<3, 1>() << t;
  S.row(3) << t.transpose(), 2;
  return (T * S).array().sin().sum();
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double vectors(const VectorXd &a, const RowVectorXd &b, double w) {
  VectorXd u(5), v(a.size() + b.size());
  RowVectorXd r(a.size() + b.size());
  u << a.head(3), 1.0, w;
  v << a, b.transpose();
  r << b, a.transpose();
  return u.squaredNorm() * u(0) + v.array().cube().sum() + (r * v).value();
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double kernel(const VectorXd &x, double scale) {
  MatrixXd K = MatrixXd::NullaryExpr(x.size(), x.size(), [&](Index i, Index j) {
    const double distance = (x(i) - x(j)) / scale;
    return std::exp(-distance * distance);
  });
  VectorXd y =
      VectorXd::NullaryExpr(x.size(), [&x](Index i) { return x(i) * static_cast<double>(i + 1); });
  RowVectorXd z =
      RowVectorXd::NullaryExpr(x.size(), [&](Index i) { return i == 0 ? scale : x(i) * x(i - 1); });
  Matrix3d F = Matrix3d::NullaryExpr([&](Index i, Index j) { return i < j ? x(i) : scale; });
  return y.dot(K * y) + z.squaredNorm() + F.determinant();
}

} // namespace initialisers

#endif
