// SPDX-License-Identifier: Apache-2.0
//
// Indices at equal distances, as an Eigen expression, and matrices that lie in a vector with strides.
#ifndef GATEAUX_SUPPORT_INDICES_HPP
#define GATEAUX_SUPPORT_INDICES_HPP

#include <Eigen/Core>

#include <type_traits>

namespace gateaux {

namespace internal {

struct SequenceOp {
  Eigen::Index start, step;
  Eigen::Index operator()(Eigen::Index i) const { return start + i * step; }
};

} // namespace internal

/// The column start, start + step, ... of `count` indices.
inline auto sequence(Eigen::Index start, Eigen::Index count, Eigen::Index step) {
  return Eigen::Matrix<Eigen::Index, Eigen::Dynamic, 1>::NullaryExpr(
      count, internal::SequenceOp{start, step});
}

/// The column of `size` coefficients of a vector, which is an object of Eigen's or a part of one, from `first` on and
/// `step` apart: a Map over it, also to write by.
template <int Size = Eigen::Dynamic, typename Vector>
auto strided(Vector&& x, Eigen::Index first, Eigen::Index size, Eigen::Index step) {
  using Scalar = std::remove_pointer_t<decltype(x.data())>;
  using Plain = Eigen::Matrix<std::remove_const_t<Scalar>, Size, 1>;
  using View = std::conditional_t<std::is_const<Scalar>::value, const Plain, Plain>;
  eigen_assert(size == 0 || (first >= 0 && first + (size - 1) * step < x.size()));
  const Eigen::Index apart = x.innerStride();
  return Eigen::Map<View, 0, Eigen::InnerStride<>>(x.data() + first * apart, size, Eigen::InnerStride<>(step * apart));
}

/// The matrix of which the coefficient (i, j) stands in place first + i step + j stride of a vector.
template <int Rows = Eigen::Dynamic, int Cols = Eigen::Dynamic, typename Vector>
auto strided(Vector&& x, Eigen::Index first, Eigen::Index rows, Eigen::Index cols, Eigen::Index stride,
             Eigen::Index step = 1) {
  using Scalar = std::remove_pointer_t<decltype(x.data())>;
  using Plain = Eigen::Matrix<std::remove_const_t<Scalar>, Rows, Cols, Rows == 1 && Cols != 1 ? Eigen::RowMajor : Eigen::ColMajor>;
  using View = std::conditional_t<std::is_const<Scalar>::value, const Plain, Plain>;
  using Strides = Eigen::Stride<Eigen::Dynamic, Eigen::Dynamic>;
  eigen_assert(rows == 0 || cols == 0 ||
               (first >= 0 && first + (rows - 1) * step + (cols - 1) * stride < x.size()));
  const Eigen::Index apart = x.innerStride();
  // By rows the inner stride is the one between columns.
  const Strides strides = View::IsRowMajor ? Strides(step * apart, stride * apart) : Strides(stride * apart, step * apart);
  return Eigen::Map<View, 0, Strides>(x.data() + first * apart, rows, cols, strides);
}

} // namespace gateaux

#endif // GATEAUX_SUPPORT_INDICES_HPP
