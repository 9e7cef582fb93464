// SPDX-License-Identifier: Apache-2.0
//
// Between scalars and matrices on one side and the flat vectors of an objective on the other.
//
// A matrix is flattened column by column (column-major vec), whatever its storage order. A cursor
// moves over the flat vector; each call takes as many entries as its argument has. Containers and C
// arrays are flattened in the order of their indices.
#ifndef GATEAUX_SUPPORT_FLATTEN_HPP
#define GATEAUX_SUPPORT_FLATTEN_HPP

#include <Eigen/Core>
#include <array>
#include <cstddef>
#include <type_traits>
#include <vector>

namespace gateaux {

namespace internal {
template <typename S>
using FlatMap = Eigen::Map<Eigen::Array<S, Eigen::Dynamic, Eigen::Dynamic>>;
template <typename S>
using FlatConstMap = Eigen::Map<const Eigen::Array<S, Eigen::Dynamic, Eigen::Dynamic>>;
template <typename T>
using IfScalar = std::enable_if_t<std::is_arithmetic<T>::value>;

template <typename T>
struct IsArray : std::is_array<T> {};
template <typename T, typename Allocator>
struct IsArray<std::vector<T, Allocator>> : std::true_type {};
template <typename T, std::size_t N>
struct IsArray<std::array<T, N>> : std::true_type {};
template <typename T>
using IfArray = std::enable_if_t<IsArray<T>::value>;
} // namespace internal

/// Writes the scalar x to *cursor.
template <typename T, typename S, typename = internal::IfScalar<T>>
void pack(const T &x, S *&cursor) {
  *cursor++ = static_cast<S>(x);
}

/// Writes vec[x], x.size() entries, to the cursor. x may be any dense expression.
template <typename Derived, typename S>
void pack(const Eigen::DenseBase<Derived> &x, S *&cursor) {
  internal::FlatMap<S>(cursor, x.rows(), x.cols()) = x.derived().array().template cast<S>();
  cursor += x.size();
}

/// Reads the scalar x from *cursor.
template <typename S, typename T, typename = internal::IfScalar<T>>
void unpack(const S *&cursor, T &x) {
  x = static_cast<T>(*cursor++);
}

/// Reads vec[x], x.size() entries, from the cursor; x has its size already.
template <typename S, typename Derived>
void unpack(const S *&cursor, Eigen::DenseBase<Derived> &x) {
  x.derived().array() = internal::FlatConstMap<S>(cursor, x.rows(), x.cols())
                            .template cast<typename Derived::Scalar>();
  cursor += x.size();
}

/// The same into a block or map that is a temporary.
template <typename S, typename Derived>
void unpack(const S *&cursor, Eigen::DenseBase<Derived> &&x) {
  unpack(cursor, x);
}

/// Writes the elements of a container or a C array, one after the other.
template <typename T, typename S, typename = internal::IfArray<T>, typename = void>
void pack(const T &x, S *&cursor) {
  for (const auto &element : x)
    pack(element, cursor);
}

/// Reads the elements of a container or a C array, which has its size already.
template <typename S, typename T, typename = internal::IfArray<T>, typename = void>
void unpack(const S *&cursor, T &x) {
  for (auto &element : x)
    unpack(cursor, element);
}

/// Makes a scalar, a matrix, or all that a container or C array has, zero.
template <typename T, typename = internal::IfScalar<T>>
void set_zero(T &x) {
  x = T(0);
}
template <typename Derived>
void set_zero(Eigen::DenseBase<Derived> &x) {
  x.setZero();
}
template <typename T, typename = internal::IfArray<T>, typename = void>
void set_zero(T &x) {
  for (auto &element : x)
    set_zero(element);
}

} // namespace gateaux

#endif // GATEAUX_SUPPORT_FLATTEN_HPP
