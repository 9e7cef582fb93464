// SPDX-License-Identifier: Apache-2.0
//
// Sizing and checking of the matrices that adjoints are added to.
#ifndef GATEAUX_SUPPORT_SHAPE_HPP
#define GATEAUX_SUPPORT_SHAPE_HPP

#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace gateaux {

/// Prepares `x_bar` to have an adjoint of the shape `rows` x `cols` added to it: an empty matrix
/// counts as zero, so it is resized and set to zero; any other must have the shape already, which
/// is asserted as Eigen does.
template <typename Derived>
void sized(Eigen::PlainObjectBase<Derived> &x_bar, Eigen::Index rows, Eigen::Index cols) {
  if (x_bar.size() == 0) {
    x_bar.resize(rows, cols);
    x_bar.setZero();
  }
  eigen_assert(x_bar.rows() == rows && x_bar.cols() == cols &&
               "the adjoint must be empty or have the shape of its variable");
}

/// The same for an Eigen::Ref, an Eigen::Map or a block, which the caller has sized: the shape is
/// asserted.
template <typename Derived>
void sized(const Eigen::DenseBase<Derived> &x_bar, Eigen::Index rows, Eigen::Index cols) {
  eigen_assert(x_bar.rows() == rows && x_bar.cols() == cols &&
               "the adjoint must have the shape of its variable");
  EIGEN_UNUSED_VARIABLE(x_bar);
  EIGEN_UNUSED_VARIABLE(rows);
  EIGEN_UNUSED_VARIABLE(cols);
}

/// The same for vectors, by their number of entries.
template <typename Derived>
void sized(Eigen::PlainObjectBase<Derived> &x_bar, Eigen::Index size) {
  EIGEN_STATIC_ASSERT_VECTOR_ONLY(Derived)
  constexpr bool row = int(Derived::RowsAtCompileTime) == 1;
  sized(x_bar, row ? 1 : size, row ? size : 1);
}

template <typename Derived>
void sized(const Eigen::DenseBase<Derived> &x_bar, Eigen::Index size) {
  EIGEN_STATIC_ASSERT_VECTOR_ONLY(Derived)
  constexpr bool row = int(Derived::RowsAtCompileTime) == 1;
  sized(x_bar, row ? 1 : size, row ? size : 1);
}

/// The same for a std::vector.
template <typename T, typename Allocator>
void sized(std::vector<T, Allocator> &x_bar, Eigen::Index size) {
  if (x_bar.empty())
    x_bar.assign(static_cast<std::size_t>(size), T(0));
  eigen_assert(static_cast<Eigen::Index>(x_bar.size()) == size &&
               "the adjoint must be empty or have the size of its variable");
}

/// Gives a std::vector the coefficients of x, which may be an expression of its own.
template <typename T, typename Allocator, typename Derived>
void assign(std::vector<T, Allocator> &to, const Eigen::DenseBase<Derived> &x) {
  const Eigen::Matrix<T, Eigen::Dynamic, 1> values = x.derived().matrix();
  to.assign(values.data(), values.data() + values.size());
}

/// The same for an array, which has as many.
template <typename T, std::size_t N, typename Derived>
void assign(std::array<T, N> &to, const Eigen::DenseBase<Derived> &x) {
  const Eigen::Matrix<T, int(N), 1> values = x.derived().matrix();
  std::copy_n(values.data(), N, to.begin());
}
template <typename T, std::size_t N, typename Derived>
void assign(T (&to)[N], const Eigen::DenseBase<Derived> &x) {
  const Eigen::Matrix<T, int(N), 1> values = x.derived().matrix();
  std::copy_n(values.data(), N, to);
}

/// The numbers of a container or an array as a vector, which does not own them.
template <typename T, typename Allocator>
Eigen::Map<Eigen::Matrix<T, Eigen::Dynamic, 1>> vector(std::vector<T, Allocator> &x) {
  return {x.data(), static_cast<Eigen::Index>(x.size())};
}
template <typename T, typename Allocator>
Eigen::Map<const Eigen::Matrix<T, Eigen::Dynamic, 1>> vector(const std::vector<T, Allocator> &x) {
  return {x.data(), static_cast<Eigen::Index>(x.size())};
}
template <typename T, std::size_t N>
Eigen::Map<Eigen::Matrix<T, int(N), 1>> vector(std::array<T, N> &x) {
  return Eigen::Map<Eigen::Matrix<T, int(N), 1>>(x.data());
}
template <typename T, std::size_t N>
Eigen::Map<const Eigen::Matrix<T, int(N), 1>> vector(const std::array<T, N> &x) {
  return Eigen::Map<const Eigen::Matrix<T, int(N), 1>>(x.data());
}
template <typename T, std::size_t N>
Eigen::Map<Eigen::Matrix<T, int(N), 1>> vector(T (&x)[N]) {
  return Eigen::Map<Eigen::Matrix<T, int(N), 1>>(x);
}
template <typename T, std::size_t N>
Eigen::Map<const Eigen::Matrix<T, int(N), 1>> vector(const T (&x)[N]) {
  return Eigen::Map<const Eigen::Matrix<T, int(N), 1>>(x);
}

/// A Map of the given type onto the memory of a matrix, which it does not own.
template <typename Map, typename Matrix>
Map view(Matrix &x) {
  if constexpr (Map::IsVectorAtCompileTime)
    return Map(x.data(), x.size());
  else
    return Map(x.data(), x.rows(), x.cols());
}

} // namespace gateaux

#endif // GATEAUX_SUPPORT_SHAPE_HPP
