// SPDX-License-Identifier: Apache-2.0
//
// Products with sparse matrices, by the dense operand and by the nonzeros.
#ifndef GATEAUX_TEST_NUMERIC_SPARSE_HPP
#define GATEAUX_TEST_NUMERIC_SPARSE_HPP

#include <Eigen/Dense>
#include <Eigen/Sparse>
#include <cmath>
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

/// By the nonzeros too.
GATEAUX_DIFFERENTIATE(wrt(S, x, b), tangent, adjoint, gradient, hvp, objective)
inline double both(const Sparse &S, const VectorXd &x, const VectorXd &b) {
  return (S * x - b).array().sin().matrix().squaredNorm() + (S.transpose() * b).dot(x);
}

/// By the nonzeros of a matrix that is stored by rows, with matrices on both sides, in a loop in a branch.
GATEAUX_DIFFERENTIATE(wrt(S), gradient, hvp, objective)
inline double rows_of(const RowSparse &S, const MatrixXd &X) {
  double s = S.coeffs().sum();
  if (X(0, 0) < 10) {
    MatrixXd Y = X;
    for (int i = 0; i < 2; ++i) {
      Y = (S * Y).array().tanh();
      s += (Y.transpose() * S).squaredNorm() + (S.transpose() * Y).sum();
    }
  }
  return s;
}

/// A member that is differentiated, with Gauss-Newton products.
GATEAUX_DIFFERENTIATE(wrt(p.A, p.weight), gradient, hvp, ggnvp(r), objective)
inline double model(const Problem &p, const VectorXd &x) {
  VectorXd r = (p.A * x).array().exp().matrix() - p.b;
  return 0.5 * r.squaredNorm() + p.weight * p.weight;
}
GATEAUX_DIFFERENTIATE(wrt(p.A, p.weight), objective)
inline VectorXd model_residuals(const Problem &p, const VectorXd &x) { return (p.A * x).array().exp().matrix() - p.b; }
GATEAUX_DIFFERENTIATE(wrt(r, weight), gradient, hvp, objective)
inline double model_loss(const VectorXd &r, double weight) { return 0.5 * r.squaredNorm() + weight * weight; }

/// Local matrices with the pattern of a parameter.
GATEAUX_DIFFERENTIATE(wrt(v, x), gradient, hvp, objective)
inline double assembled(const Sparse &S, const VectorXd &v, const VectorXd &x) {
  Sparse A = S;
  A.coeffs() = v.array().square();
  A *= 0.5;
  Sparse B = A + 2.0 * S;
  double *p = B.valuePtr();
  for (Eigen::Index k = 0; k < B.nonZeros(); ++k)
    p[k] *= v(k) + 1;
  p[0] *= v(1);
  VectorXd y = x;
  for (int i = 0; i < 3; ++i) {
    B.coeffs()(i) += y(0);
    y = (B * y).array().tanh();
  }
  A = -B.cwiseProduct(S) / 3.0;
  A += B;
  A -= S;
  A.makeCompressed();
  return y.squaredNorm() + B.squaredNorm() + A.norm() * A.sum() + (2 * A).cwiseAbs2().sum() +
         (B.transpose() * y).dot(x) * static_cast<double>(A.size() + A.cols());
}

/// In functions, by reference and by value.
inline void scale(Sparse &A, double by) { A.coeffs() *= by; }
inline VectorXd applied(Sparse A, const VectorXd &x) {
  A /= 2.0;
  return A.transpose() * x;
}
GATEAUX_DIFFERENTIATE(wrt(S, x, by), gradient, hvp, objective)
inline double handed(const Sparse &S, const VectorXd &x, double by) {
  Sparse A(S);
  scale(A, by * by);
  const Sparse &same = A;
  return applied(A, x).squaredNorm() + (same * x).sum() + A.coeffs()(1) + S.cwiseAbs().cwiseSqrt().sum();
}

/// Where a sparse matrix is not named it is a constant, as a parameter and as a member.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double not_named(const Sparse &S, const Problem &p, const VectorXd &x) {
  return p.weight * (S * x).dot(p.A * x) + p.b.squaredNorm();
}

/// Loops over the nonzeros: by iterators, and over the arrays that they are stored in.
GATEAUX_DIFFERENTIATE(wrt(S, R, x), gradient, hvp, objective)
inline double iterated(const Sparse &S, const RowSparse &R, const VectorXd &x) {
  double s = 0;
  for (int k = 0; k < S.outerSize(); ++k)
    for (Sparse::InnerIterator it(S, k); it; ++it)
      s += it.value() * it.value() * x(it.row()) * std::sin(x(it.col()));
  for (Eigen::Index i = 0; i < R.rows(); ++i) {
    double row = 0;
    for (RowSparse::InnerIterator it(R, i); it; ++it) {
      if (it.index() == i)
        continue;
      row += it.value() * (x(i) - x(it.col()));
      if (row > 0.5)
        break;
    }
    s += row * row;
  }
  for (int j = 0; j < S.cols(); ++j)
    for (int p = S.outerIndexPtr()[j]; p < S.outerIndexPtr()[j + 1]; ++p)
      s += S.valuePtr()[p] * x(S.innerIndexPtr()[p]) * x(j);
  return s;
}

/// Nonzeros that are written through iterators.
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double rewritten(const Sparse &pattern, const VectorXd &x) {
  Sparse A = pattern;
  for (int k = 0; k < A.outerSize(); ++k)
    for (Sparse::InnerIterator it(A, k); it; ++it) {
      it.valueRef() = x(it.row()) * x(it.col());
      if (it.row() == it.col())
        it.valueRef() += 2;
    }
  return (A * x).squaredNorm() + A.sum();
}

/// What is passed as a Ref or a Map has a sparse matrix as its derivative too.
GATEAUX_DIFFERENTIATE(wrt(S, T, x), gradient, hvp)
inline double by_views(const Eigen::Ref<const Sparse> &S, const Eigen::Map<const Sparse> &T, const VectorXd &x) {
  return (S * x).squaredNorm() * T.coeffs()(0) + (T.transpose() * x).sum();
}
GATEAUX_DIFFERENTIATE(wrt(S, T, x), gradient, hvp, objective)
inline double by_values(const Sparse &S, const Sparse &T, const VectorXd &x) {
  return (S * x).squaredNorm() * T.coeffs()(0) + (T.transpose() * x).sum();
}

} // namespace sparse

#endif
