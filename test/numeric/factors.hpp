// SPDX-License-Identifier: Apache-2.0
//
// Factors of decompositions, what can be asked of them, and decompositions in other places than
// locals.
#ifndef GATEAUX_TEST_NUMERIC_FACTORS_HPP
#define GATEAUX_TEST_NUMERIC_FACTORS_HPP

#include <Eigen/Dense>
#include <cmath>
#include <gateaux/gateaux.hpp>

namespace factors {

using Eigen::MatrixXd;
using Eigen::Ref;
using Eigen::VectorXd;

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double log_determinants(const MatrixXd &A, const MatrixXd &T) {
  Eigen::PartialPivLU<MatrixXd> lu(A);
  Eigen::HouseholderQR<MatrixXd> qr(A), tall(T);
  Eigen::ColPivHouseholderQR<MatrixXd> pivoting(T);
  double sum = lu.matrixLU().diagonal().array().abs().log().sum() +
               2 * qr.matrixQR().diagonal().array().abs().log().sum();
  return sum * A.fullPivLu().matrixLU().diagonal().cwiseAbs().array().log().sum() +
         tall.matrixQR().diagonal().array().abs().log().sum() *
             pivoting.matrixR().diagonal().cwiseAbs().array().log().sum();
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double factors(const MatrixXd &A, const MatrixXd &T) {
  Eigen::PartialPivLU<MatrixXd> lu(A);
  Eigen::FullPivLU<MatrixXd> full(A);
  MatrixXd U = lu.matrixLU().triangularView<Eigen::Upper>();
  MatrixXd L = lu.matrixLU().triangularView<Eigen::UnitLower>();
  MatrixXd R = Eigen::HouseholderQR<MatrixXd>(T).matrixQR().triangularView<Eigen::Upper>();
  Eigen::ColPivHouseholderQR<MatrixXd> qr(T);
  MatrixXd S = qr.matrixR().topRows(T.cols()).triangularView<Eigen::Upper>();
  return (L.array().sin() * U.array()).sum() + full.matrixLU().array().cube().sum() +
         R.row(0).array().cube().sum() + S.array().square().sum() * S(0, 1);
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double questions(const MatrixXd &A, const VectorXd &b) {
  MatrixXd S = A.transpose() * A + MatrixXd::Identity(A.cols(), A.cols());
  Eigen::LLT<MatrixXd> llt(S);
  if (llt.info() != Eigen::Success)
    return 0;
  Eigen::LDLT<MatrixXd> ldlt(S);
  if (!ldlt.isPositive())
    return 1;
  Eigen::FullPivLU<MatrixXd> lu(A);
  if (!lu.isInvertible())
    return 2;
  return llt.solve(b).dot(lu.solve(b)) * static_cast<double>(lu.rank()) + ldlt.solve(b).sum();
}

inline double quadratic(const Eigen::LLT<MatrixXd> &llt, const VectorXd &b) {
  return b.dot(llt.solve(b));
}
inline Eigen::LLT<MatrixXd> decomposed(const MatrixXd &S) { return Eigen::LLT<MatrixXd>(S); }
struct Gaussian {
  VectorXd mean;
  Eigen::LLT<MatrixXd> llt;
  Gaussian(const VectorXd &m, const MatrixXd &S) : mean(m), llt(S) {}
  double log_density(const VectorXd &x) const {
    VectorXd z = llt.matrixL().solve(x - mean);
    return -0.5 * z.squaredNorm() - llt.matrixLLT().diagonal().array().log().sum();
  }
};

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double places(const MatrixXd &A, const VectorXd &b) {
  MatrixXd S = A.transpose() * A + MatrixXd::Identity(A.cols(), A.cols());
  Gaussian gaussian(b, S);
  auto llt = decomposed(S);
  Eigen::PartialPivLU<MatrixXd> empty, sized(A.rows());
  empty.compute(A);
  sized.compute(S);
  MatrixXd C = S, E = A;
  Eigen::LLT<Ref<MatrixXd>> inPlace(C);
  Eigen::PartialPivLU<Ref<MatrixXd>> luInPlace(E);
  return gaussian.log_density(2 * b) + quadratic(llt, b) * empty.solve(b).sum() +
         sized.solve(b).squaredNorm() + inPlace.solve(b).squaredNorm() + luInPlace.solve(b).sum() +
         C(1, 0) * E(0, 1);
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double from_the_right(const MatrixXd &A, const MatrixXd &B) {
  MatrixXd X = A.triangularView<Eigen::Upper>().solve<Eigen::OnTheRight>(B);
  MatrixXd Y = B;
  A.transpose().triangularView<Eigen::UnitUpper>().solveInPlace<Eigen::OnTheRight>(Y);
  return X.squaredNorm() + Y.array().cube().sum();
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double functions(const MatrixXd &A, const VectorXd &b) {
  MatrixXd S = A.transpose() * A + MatrixXd::Identity(A.cols(), A.cols());
  Eigen::SelfAdjointEigenSolver<MatrixXd> eigen(S);
  Eigen::BDCSVD<MatrixXd> svd(A);
  return b.dot(eigen.operatorSqrt() * b) + (eigen.operatorInverseSqrt() * b)(0) +
         svd.singularValues().array().log().sum() + A.householderQr().absDeterminant();
}

// The permutations that decompositions have, from both sides.
GATEAUX_DIFFERENTIATE(hvp, objective)
inline double permutations(const MatrixXd &A, const VectorXd &b) {
  Eigen::PartialPivLU<MatrixXd> lu(A);
  Eigen::FullPivLU<MatrixXd> full(A);
  Eigen::ColPivHouseholderQR<MatrixXd> qr(A);
  MatrixXd L = full.matrixLU().triangularView<Eigen::UnitLower>(), U = full.matrixLU().triangularView<Eigen::Upper>();
  MatrixXd B = full.permutationP().inverse() * (L * U);
  MatrixXd C = B * full.permutationQ().inverse();
  const auto &P = lu.permutationP();
  VectorXd y = P * b;
  double loss = (C * y).squaredNorm() + (P.transpose() * A).row(0).prod() + (A * P)(0, 1) * y(2);
  if (b(0) != 7)
    for (int k = 0; k < 2; ++k) {
      y = qr.colsPermutation() * y.array().sin().matrix();
      loss += y(k) * (qr.colsPermutation().transpose() * b)(0);
    }
  return loss;
}

} // namespace factors

#endif
