// SPDX-License-Identifier: Apache-2.0
//
// Sparse matrices, each as its pattern, which is constant, and the vector of its nonzeros, in the order in which they
// are stored: what Eigen calls coeffs(). The functions take any class with the interface of Eigen's SparseMatrix, so
// that Eigen's sparse module is needed by those alone who use it. Patterns are compressed.
#ifndef GATEAUX_SUPPORT_SPARSE_HPP
#define GATEAUX_SUPPORT_SPARSE_HPP

#include <Eigen/Core>

#include <algorithm>

namespace Eigen {
template <typename Scalar, int Options, typename StorageIndex>
class SparseMatrix;
}

namespace gateaux {

/// True where two sparse matrices have their nonzeros in the same places.
template <typename A, typename B>
bool same_pattern(const A &a, const B &b) {
  return a.rows() == b.rows() && a.cols() == b.cols() && a.isCompressed() && b.isCompressed() &&
         a.nonZeros() == b.nonZeros() &&
         std::equal(a.outerIndexPtr(), a.outerIndexPtr() + a.outerSize() + 1, b.outerIndexPtr()) &&
         std::equal(a.innerIndexPtr(), a.innerIndexPtr() + a.nonZeros(), b.innerIndexPtr());
}

/// Gives a derivative the pattern of what it is the derivative of. Its nonzeros are still to be written.
template <typename Derivative, typename Sparse>
void set_pattern(Derivative &S_bar, const Sparse &S) {
  eigen_assert(S.isCompressed() && "a sparse matrix that is differentiated is compressed: call makeCompressed()");
  if (!same_pattern(S_bar, S))
    S_bar = S;
}

/// Prepares a derivative that is added to. An empty one counts as zero, so it gets the pattern of S and zeros; any
/// other must have that pattern already, which Eigen's assertions check.
template <typename Derivative, typename Sparse>
void sized_pattern(Derivative &S_bar, const Sparse &S) {
  if (S_bar.nonZeros() == 0) {
    set_pattern(S_bar, S);
    S_bar.coeffs().setZero();
  }
  eigen_assert(same_pattern(S_bar, S) && "the derivative of a sparse matrix has its pattern");
}

/// The sparse matrix with the pattern of S and these nonzeros, which lie side by side.
template <typename Sparse, typename Derived>
auto with_nonzeros(const Sparse &S, const Eigen::MatrixBase<Derived> &nonzeros) {
  using Matrix = Eigen::SparseMatrix<typename Sparse::Scalar, Sparse::IsRowMajor ? Eigen::RowMajor : Eigen::ColMajor,
                                     typename Sparse::StorageIndex>;
  eigen_assert(S.isCompressed() && S.nonZeros() == nonzeros.size());
  return Eigen::Map<const Matrix>(S.rows(), S.cols(), S.nonZeros(), S.outerIndexPtr(), S.innerIndexPtr(),
                                  nonzeros.derived().data());
}

/// The coefficients of Y Xᵀ in the places of the nonzeros of S: the derivative of S X by them, and, with X and Y
/// exchanged, that of Sᵀ X.
template <typename Sparse, typename A, typename B>
Eigen::Matrix<typename Sparse::Scalar, Eigen::Dynamic, 1>
sparse_outer(const Sparse &S, const Eigen::MatrixBase<A> &Y, const Eigen::MatrixBase<B> &X) {
  eigen_assert(S.isCompressed() && S.rows() == Y.rows() && S.cols() == X.rows() && Y.cols() == X.cols());
  Eigen::Matrix<typename Sparse::Scalar, Eigen::Dynamic, 1> products(S.nonZeros());
  for (Eigen::Index outer = 0; outer < S.outerSize(); ++outer)
    for (Eigen::Index k = S.outerIndexPtr()[outer]; k < S.outerIndexPtr()[outer + 1]; ++k) {
      const Eigen::Index inner = S.innerIndexPtr()[k];
      products(k) = Sparse::IsRowMajor ? Y.row(outer).dot(X.row(inner)) : Y.row(inner).dot(X.row(outer));
    }
  return products;
}

} // namespace gateaux

#endif // GATEAUX_SUPPORT_SPARSE_HPP
