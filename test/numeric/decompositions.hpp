// SPDX-License-Identifier: Apache-2.0
//
// Inverses, determinants, decompositions with what is computed with them, and triangles.
#ifndef GATEAUX_TEST_NUMERIC_DECOMPOSITIONS_HPP
#define GATEAUX_TEST_NUMERIC_DECOMPOSITIONS_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

namespace decompositions {

using Eigen::Matrix2d;
using Eigen::Matrix3d;
using Eigen::Matrix4d;
using Eigen::MatrixXd;
using Eigen::Vector3d;
using Eigen::VectorXd;

// Inverses and determinants.

GATEAUX_DIFFERENTIATE(tangent, adjoint, objective)
inline MatrixXd inverse(const MatrixXd &A) { return A.inverse(); }

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double fixed_inverse(const Matrix3d &A, const Matrix2d &B, const Matrix4d &C) {
  return A.inverse().squaredNorm() + B.inverse().sum() + C.inverse().trace();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double determinants(const MatrixXd &A, const Matrix3d &B, const Matrix2d &C, const Matrix4d &D) {
  return A.determinant() * B.determinant() + C.determinant() * D.determinant();
}

// Cholesky.

GATEAUX_DIFFERENTIATE(gradient, adjoint, hvp, objective)
inline double log_likelihood(const MatrixXd &K, const VectorXd &y) {
  Eigen::LLT<MatrixXd> llt(K);
  VectorXd alpha = llt.solve(y);
  return 0.5 * y.dot(alpha) + llt.matrixL().toDenseMatrix().diagonal().array().log().sum();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double log_likelihood_ldlt(const MatrixXd &K, const MatrixXd &Y) {
  Eigen::LDLT<MatrixXd> ldlt(K);
  return 0.5 * Y.cwiseProduct(ldlt.solve(Y)).sum() + 0.5 * ldlt.vectorD().array().log().sum();
}

GATEAUX_DIFFERENTIATE(tangent, adjoint, objective)
inline MatrixXd cholesky_factor(const MatrixXd &K) {
  Eigen::MatrixXd L = K.llt().matrixL();
  return L;
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double whitened(const MatrixXd &K, const VectorXd &y) {
  Eigen::LLT<MatrixXd> llt;
  llt.compute(K);
  VectorXd z = llt.matrixL().solve(y);
  VectorXd w = llt.matrixU().solve(z);
  return z.array().cube().sum() + w.squaredNorm();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double upper_cholesky(const MatrixXd &K, const VectorXd &y) {
  Eigen::LLT<MatrixXd, Eigen::Upper> llt(K);
  return y.dot(llt.solve(y)) + 2.0 * llt.matrixLLT().diagonal().array().log().sum();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double pivots(const MatrixXd &K, const VectorXd &c) {
  Eigen::LDLT<MatrixXd> ldlt(K);
  VectorXd d = ldlt.vectorD();
  return c.dot(d.cwiseProduct(d));
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double fixed_cholesky(const Matrix3d &K, const Vector3d &y) {
  Eigen::LLT<Matrix3d> llt(K);
  return y.dot(llt.solve(y)) + 2.0 * llt.matrixLLT().diagonal().array().log().sum();
}

// Systems of equations.

GATEAUX_DIFFERENTIATE(tangent, adjoint, objective)
inline VectorXd lu_solve(const MatrixXd &A, const VectorXd &b) { return A.partialPivLu().solve(b); }

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double solves(const MatrixXd &A, const MatrixXd &B) {
  Eigen::PartialPivLU<MatrixXd> lu(A);
  MatrixXd X = lu.solve(B);
  MatrixXd Y = lu.transpose().solve(X);
  MatrixXd Z = A.fullPivLu().solve(B);
  return X.squaredNorm() + Y.cwiseProduct(Z).sum() + 0.1 * lu.determinant();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double least_squares(const MatrixXd &A, const MatrixXd &B) {
  MatrixXd X = A.colPivHouseholderQr().solve(B);
  MatrixXd Y = A.householderQr().solve(B);
  MatrixXd Z = A.completeOrthogonalDecomposition().solve(B);
  return X.squaredNorm() + Y.array().sin().sum() + Z.array().cube().sum();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double shortest(const MatrixXd &A, const VectorXd &b) {
  Eigen::CompleteOrthogonalDecomposition<MatrixXd> cod(A);
  VectorXd x = cod.solve(b);
  return x.squaredNorm() + x.array().cube().sum();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double qr_determinant(const MatrixXd &A, const VectorXd &b) {
  Eigen::HouseholderQR<MatrixXd> qr(A);
  return qr.logAbsDeterminant() + b.dot(qr.solve(b));
}

// Triangles.

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double triangular_solves(const MatrixXd &A, const MatrixXd &B) {
  MatrixXd X = A.triangularView<Eigen::Lower>().solve(B);
  MatrixXd Y = A.triangularView<Eigen::Upper>().solve(X);
  MatrixXd Z = A.transpose().triangularView<Eigen::UnitLower>().solve(Y);
  VectorXd x = B.col(0);
  A.triangularView<Eigen::Lower>().transpose().solveInPlace(x);
  return X.squaredNorm() + Y.sum() + Z.array().cube().sum() + x.squaredNorm();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double triangular_products(const MatrixXd &A, const MatrixXd &B) {
  MatrixXd C = A.triangularView<Eigen::Lower>() * B;
  MatrixXd D = A.selfadjointView<Eigen::Upper>() * C;
  MatrixXd E = B.transpose() * A.triangularView<Eigen::UnitUpper>();
  return C.squaredNorm() + D.array().cube().sum() + E.squaredNorm();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double triangular_writes(const MatrixXd &A, const MatrixXd &B, const VectorXd &u, double s) {
  MatrixXd C = A;
  C.triangularView<Eigen::StrictlyUpper>() = A.transpose();
  C.triangularView<Eigen::Lower>() += B;
  C.triangularView<Eigen::Upper>() *= s;
  MatrixXd D = A * B;
  D.triangularView<Eigen::StrictlyLower>().setZero();
  D.selfadjointView<Eigen::Lower>().rankUpdate(u, s);
  return C.squaredNorm() + D.array().cube().sum();
}

// Eigenvalues and singular values.

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double spectrum(const MatrixXd &A, const VectorXd &c) {
  Eigen::SelfAdjointEigenSolver<MatrixXd> es(A);
  return c.dot(es.eigenvalues()) + es.eigenvalues().array().exp().sum();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double eigenvectors(const MatrixXd &A, const MatrixXd &C) {
  Eigen::SelfAdjointEigenSolver<MatrixXd> es(A);
  MatrixXd V = es.eigenvectors();
  VectorXd weights = es.eigenvalues().array().exp();
  MatrixXd E = V * weights.asDiagonal() * V.transpose();
  return E.cwiseProduct(C).sum() + V.col(0).cwiseAbs2().dot(C.col(1));
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double nuclear_norm(const MatrixXd &A) {
  Eigen::JacobiSVD<MatrixXd> svd(A);
  return svd.singularValues().sum() + svd.singularValues().squaredNorm() * svd.singularValues()(0);
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double polar(const MatrixXd &A, const MatrixXd &C) {
  Eigen::JacobiSVD<MatrixXd> svd(A, Eigen::ComputeThinU | Eigen::ComputeThinV);
  MatrixXd R = svd.matrixU() * svd.matrixV().transpose();
  return R.cwiseProduct(C).sum() + R.array().cube().sum();
}

} // namespace decompositions

#endif // GATEAUX_TEST_NUMERIC_DECOMPOSITIONS_HPP
