// SPDX-License-Identifier: Apache-2.0
//
// Products of sparse and dense matrices. They take any class with Eigen's interface, so that Eigen's sparse module is
// needed by those alone who use it.
#ifndef GATEAUX_SUPPORT_SPARSE_HPP
#define GATEAUX_SUPPORT_SPARSE_HPP

#include <Eigen/Core>

namespace gateaux {

/// The product S X of a sparse matrix with a dense one.
template <typename Sparse, typename Derived>
Eigen::Matrix<typename Derived::Scalar, Eigen::Dynamic, Derived::ColsAtCompileTime>
sparse_product(const Sparse &S, const Eigen::MatrixBase<Derived> &X) {
  return S * X.derived();
}

/// The product Sᵀ X of the transpose of a sparse matrix with a dense one.
template <typename Sparse, typename Derived>
Eigen::Matrix<typename Derived::Scalar, Eigen::Dynamic, Derived::ColsAtCompileTime>
sparse_transposed_product(const Sparse &S, const Eigen::MatrixBase<Derived> &X) {
  return S.transpose() * X.derived();
}

/// The number of rows of a sparse matrix.
template <typename Sparse>
Eigen::Index sparse_rows(const Sparse &S) {
  return S.rows();
}

/// The number of columns of a sparse matrix.
template <typename Sparse>
Eigen::Index sparse_cols(const Sparse &S) {
  return S.cols();
}

} // namespace gateaux

#endif // GATEAUX_SUPPORT_SPARSE_HPP
