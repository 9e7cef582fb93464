// SPDX-License-Identifier: Apache-2.0
//
// A column or a row repeated to a matrix, as an Eigen expression that is vectorised. Eigen's own
// replicate(), and with it `X.colwise() + b` as part of an expression, goes one coefficient at a
// time.
#ifndef GATEAUX_SUPPORT_REPEAT_HPP
#define GATEAUX_SUPPORT_REPEAT_HPP

#include <Eigen/Core>
#include <type_traits>

namespace gateaux {

namespace internal {

/// Coefficient (i, j) is entry i of a vector.
template <typename Scalar>
struct RepeatColumnOp {
  const Scalar* data;
  Eigen::Index stride;
  EIGEN_STRONG_INLINE Scalar operator()(Eigen::Index i, Eigen::Index /*j*/) const {
    return data[i * stride];
  }
  template <typename Packet>
  EIGEN_STRONG_INLINE Packet packetOp(Eigen::Index i, Eigen::Index /*j*/) const {
    return stride == 1 ? Eigen::internal::ploadu<Packet>(data + i)
                       : Eigen::internal::pgather<Scalar, Packet>(data + i * stride, stride);
  }
};

/// Coefficient (i, j) is entry j of a vector.
template <typename Scalar>
struct RepeatRowOp {
  const Scalar* data;
  Eigen::Index stride;
  EIGEN_STRONG_INLINE Scalar operator()(Eigen::Index /*i*/, Eigen::Index j) const {
    return data[j * stride];
  }
  template <typename Packet>
  EIGEN_STRONG_INLINE Packet packetOp(Eigen::Index /*i*/, Eigen::Index j) const {
    return Eigen::internal::pset1<Packet>(data[j * stride]);
  }
};

/// A column-major matrix or array, whichever Derived is.
template <typename Derived, int Rows, int Cols>
using PlainLike = std::conditional_t<
    std::is_same<typename Eigen::internal::traits<Derived>::XprKind, Eigen::ArrayXpr>::value,
    Eigen::Array<typename Derived::Scalar, Rows, Cols, Rows == 1 ? Eigen::RowMajor : Eigen::ColMajor>,
    Eigen::Matrix<typename Derived::Scalar, Rows, Cols, Rows == 1 ? Eigen::RowMajor : Eigen::ColMajor>>;

} // namespace internal
} // namespace gateaux

namespace Eigen {
namespace internal {
template <typename Scalar>
struct functor_traits<gateaux::internal::RepeatColumnOp<Scalar>> {
  enum { Cost = 1, PacketAccess = packet_traits<Scalar>::Vectorizable, IsRepeatable = true };
};
template <typename Scalar>
struct functor_traits<gateaux::internal::RepeatRowOp<Scalar>> {
  enum { Cost = 1, PacketAccess = packet_traits<Scalar>::Vectorizable, IsRepeatable = true };
};
} // namespace internal
} // namespace Eigen

namespace gateaux {

/// The matrix of `cols` columns that all equal the column x, which is held by reference and must
/// have direct access to its memory.
template <typename Derived>
auto repeat_column(const Eigen::DenseBase<Derived>& x, Eigen::Index cols) {
  EIGEN_STATIC_ASSERT(int(Derived::ColsAtCompileTime) == 1, YOU_TRIED_CALLING_A_VECTOR_METHOD_ON_A_MATRIX)
  using Op = internal::RepeatColumnOp<typename Derived::Scalar>;
  using Plain = internal::PlainLike<Derived, Derived::RowsAtCompileTime, Eigen::Dynamic>;
  return Eigen::CwiseNullaryOp<Op, Plain>(x.rows(), cols,
                                          Op{x.derived().data(), x.derived().innerStride()});
}

/// The matrix of `rows` rows that all equal the row x, which is held by reference and must have
/// direct access to its memory.
template <typename Derived>
auto repeat_row(const Eigen::DenseBase<Derived>& x, Eigen::Index rows) {
  EIGEN_STATIC_ASSERT(int(Derived::RowsAtCompileTime) == 1, YOU_TRIED_CALLING_A_VECTOR_METHOD_ON_A_MATRIX)
  using Op = internal::RepeatRowOp<typename Derived::Scalar>;
  using Plain = internal::PlainLike<Derived, Eigen::Dynamic, Derived::ColsAtCompileTime>;
  return Eigen::CwiseNullaryOp<Op, Plain>(rows, x.cols(),
                                          Op{x.derived().data(), x.derived().innerStride()});
}

} // namespace gateaux

#endif // GATEAUX_SUPPORT_REPEAT_HPP
