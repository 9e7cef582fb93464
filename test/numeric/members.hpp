// SPDX-License-Identifier: Apache-2.0
//
// Members of Eigen's dense classes that few programs use, and what the standard library does with
// them.
#ifndef GATEAUX_TEST_NUMERIC_MEMBERS_HPP
#define GATEAUX_TEST_NUMERIC_MEMBERS_HPP

#include <Eigen/Dense>
#include <cmath>
#include <gateaux/gateaux.hpp>
#include <iostream>
#include <numeric>

namespace members {

using Eigen::ArrayXd;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double reshaped_by_rows(const MatrixXd &A) {
  VectorXd x = A.reshaped<Eigen::RowMajor>();
  MatrixXd B = A.reshaped<Eigen::RowMajor>(A.cols(), A.rows()), C = A.reshaped(2, Eigen::AutoSize),
           D = A;
  D.reshaped<Eigen::RowMajor>().head(3) *= 2.0;
  return x(1) * x(2) + (B * A).array().exp().sum() + C.row(0).squaredNorm() +
         D.row(0).array().cube().sum();
}

GATEAUX_DIFFERENTIATE(wrt(A), hvp, objective)
inline double diagonals(const MatrixXd &A, int k) {
  MatrixXd B = A;
  double sum = 0;
  for (int i = -k; i <= k; ++i)
    sum += (i + 2) * A.diagonal(i).array().cube().sum();
  B.diagonal(k) *= 3;
  B.diagonal(-k) += A.diagonal(k);
  return sum + B.squaredNorm();
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double positions(const MatrixXd &A) {
  Index i, j;
  double least = A.minCoeff(&i, &j), sum = 0;
  for (Index k = 0; k < A.cols(); ++k) {
    Index at;
    A.col(k).maxCoeff(&at);
    sum += A(at, k) * A(at, k);
  }
  return sum + least * A(i, 0) + A.middleCols<2>(1).sum() * A.block<2, 2>(0, 1).determinant();
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double lines(const MatrixXd &A) {
  MatrixXd N = A.rowwise().normalized(), M = A, P = A;
  M.colwise().normalize();
  P.row(0).normalize();
  return (N * A.transpose()).array().sin().sum() + M.array().cube().sum() +
         P.row(0).array().cube().sum() +
         A.colwise().lpNorm<1>().squaredNorm() * A.rowwise().lpNorm<2>().sum() +
         A.colwise().squaredNorm().array().exp().sum();
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double crosses(const Eigen::Matrix3Xd &A, const Eigen::Vector3d &b) {
  Eigen::MatrixX3d B = A.transpose();
  return A.colwise().cross(b).array().cube().sum() + B.rowwise().cross(b).array().sin().sum();
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double predicates(const VectorXd &x, const VectorXd &y) {
  double sum = 0;
  if (x.isApprox(y))
    sum += x.sum();
  if ((x - x).isZero())
    sum += x.dot(y);
  if (!x.isMuchSmallerThan(y) && !x.isOnes() && !y.isConstant(2.0))
    sum += y.squaredNorm();
  if (MatrixXd::Identity(3, 3).isIdentity(1e-9) && x.isApprox(2 * x - x, 1e-6))
    sum += x.prod();
  return sum + static_cast<double>(x.nonZeros()) * x.sum();
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double arrays(const ArrayXd &x, const ArrayXd &y) {
  ArrayXd a = (x > 0).select(1.0, ArrayXd::Zero(x.size())), b = (x > 0).select(x, -0.5);
  ArrayXd t = ArrayXd::LinSpaced(x.size(), 0.0, 1.0);
  return (a * x + b.square() + (x > 0).cast<double>() * x * x).sum() +
         static_cast<double>((x > 0).count()) * x.sum() +
         x.cwiseAbs().maxCoeff() * x.abs().minCoeff() +
         (y.pow(x) + Eigen::pow(2.0, x) + Eigen::pow(y, 3) + y.pow(2.5) + Eigen::pow(y, x)).sum() +
         (t * x).sum() + (x.max(0.2) * x.min(0.4)).sum();
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double standard_library(const MatrixXd &A, const VectorXd &x) {
  std::cout << x.format(Eigen::IOFormat(4, 0, ", ", "\n", "[", "]")) << A.transpose() << "\n";
  double sum = std::accumulate(x.begin(), x.end(), 0.0) *
               std::inner_product(x.begin(), x.end(), x.begin(), 0.0);
  for (double v : x)
    sum += v * v * v;
  for (auto c : A.colwise())
    sum += c.squaredNorm() * c(0);
  for (auto r : A.rowwise())
    sum += r.sum() * r(0);
  for (double v : A.reshaped())
    sum += std::exp(v);
  VectorXd y = x;
  for (double &v : y)
    v = v * v;
  return sum + y.prod() * A.eval().derived().sum();
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double constructed(const MatrixXd &A, const VectorXd &x) {
  VectorXd y(3);
  y.fill(2.0);
  y += Eigen::Vector3d::UnitX() + x;
  MatrixXd B, C(3, 3), D;
  B.resize(2, 3);
  B.setOnes();
  C.setIdentity();
  D = x.replicate(1, 2) + C.leftCols(2);
  MatrixXd R = MatrixXd::Random(2, 2);
  R.setRandom();
  MatrixXd E = A.topRows(3).transpose();
  E.adjointInPlace();
  return (B * y).squaredNorm() + D.array().cube().sum() + (R - R).sum() * x(0) + E.row(0).array().cube().sum() +
         A.lazyProduct(x).squaredNorm();
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double counted(const VectorXd &x, const VectorXd &y) {
  double sum = x.blueNorm() * y.hypotNorm();
  if ((x.array() > 0).any() && x.allFinite() && !y.hasNaN() && !x.isOrthogonal(y))
    sum += x.cwiseEqual(x).count() * x.squaredNorm() + x.cwiseNotEqual(y).count() * y.sum();
  return sum;
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double corners(const MatrixXd &A) {
  return A.topLeftCorner(2, 2).determinant() + A.topRightCorner<2, 2>().prod() +
         A.bottomLeftCorner(1, 2).squaredNorm() + A.bottomRightCorner(2, 1).array().cube().sum() +
         A.middleRows(1, 2).squaredNorm() * A.bottomRows<1>().sum() + A.rightCols(1).sum() * A.leftCols<2>().sum();
}

} // namespace members

#endif
