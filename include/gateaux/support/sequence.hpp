// SPDX-License-Identifier: Apache-2.0
//
// What a loop keeps of its iterations for a later sweep.
#ifndef GATEAUX_SUPPORT_SEQUENCE_HPP
#define GATEAUX_SUPPORT_SEQUENCE_HPP

#include "gateaux/support/buffer.hpp"

#include <Eigen/Core>
#include <cstddef>
#include <type_traits>
#include <vector>

namespace gateaux {

namespace detail {

/// A bool with a byte of its own, which is not a char: a write to it changes nothing else, and the
/// compiler knows.
struct Flag {
  bool value = false;
  Flag &operator=(bool b) {
    value = b;
    return *this;
  }
  operator bool() const { return value; }
};

/// How one of many scalars is held.
template <typename T>
using ScalarItem = std::conditional_t<std::is_same<T, bool>::value, Flag, T>;

/// Scalars, one after the other.
template <typename T>
class ScalarSequence {
public:
  using Item = ScalarItem<T>;

  void resize(Eigen::Index size) {
    if (size > Eigen::Index(items_.size())) // a loop may end before it begins
      items_.resize(std::size_t(size));
  }
  Item &operator[](Eigen::Index i) { return items_[std::size_t(i)]; }

private:
  std::vector<Item> items_;
};

/// Matrices, each of a shape of its own.
template <typename M>
class MatrixSequence {
public:
  void resize(Eigen::Index size) {
    if (size > Eigen::Index(items_.size())) // a loop may end before it begins
      items_.resize(std::size_t(size));
  }
  template <typename Derived>
  void keep(Eigen::Index i, const Eigen::DenseBase<Derived> &value) {
    Item &item = items_[std::size_t(i)];
    item.rows = value.rows();
    item.cols = value.cols();
    (*this)[i] = value.derived();
  }
  /// Item i in the given shape, to be written.
  typename Buffer<M>::Map operator()(Eigen::Index i, Eigen::Index rows, Eigen::Index cols) {
    Item &item = items_[std::size_t(i)];
    item.rows = rows;
    item.cols = cols;
    return (*this)[i];
  }
  typename Buffer<M>::Map operator()(Eigen::Index i, Eigen::Index size) {
    return (*this)(i, M::RowsAtCompileTime == 1 ? 1 : size, M::RowsAtCompileTime == 1 ? size : 1);
  }
  typename Buffer<M>::Map operator[](Eigen::Index i) {
    Item &item = items_[std::size_t(i)];
    return item.map(std::integral_constant<int, M::SizeAtCompileTime != Eigen::Dynamic ? 0
                                                : M::IsVectorAtCompileTime           ? 1
                                                                                     : 2>());
  }

private:
  struct Item {
    Buffer<M> buffer;
    Eigen::Index rows = 0, cols = 0;
    typename Buffer<M>::Map map(std::integral_constant<int, 0>) { return buffer(); }
    typename Buffer<M>::Map map(std::integral_constant<int, 1>) { return buffer(rows * cols); }
    typename Buffer<M>::Map map(std::integral_constant<int, 2>) { return buffer(rows, cols); }
  };
  std::vector<Item> items_;
};

/// Sequences of an inner loop.
template <typename S>
class NestedSequence {
public:
  void resize(Eigen::Index size) {
    if (size > Eigen::Index(items_.size())) // a loop may end before it begins
      items_.resize(std::size_t(size));
  }
  S &operator[](Eigen::Index i) { return items_[std::size_t(i)]; }

private:
  std::vector<S> items_;
};

} // namespace detail

/// A workspace has one Sequence per value that a loop keeps. Item i is that of iteration i: a
/// scalar, a matrix, or the Sequence of a loop inside. The memory grows with the number of
/// iterations and with the shapes and never shrinks, so a second run of the same size takes nothing
/// from the heap. `keep(i, value)` stores a matrix with its shape; `operator[]` gives an Eigen::Map
/// of it.
template <typename T, typename = void>
class Sequence : public detail::NestedSequence<T> {};

template <typename T>
class Sequence<T, std::enable_if_t<std::is_arithmetic<T>::value>> : public detail::ScalarSequence<T> {};

template <typename T>
class Sequence<T, std::enable_if_t<std::is_base_of<Eigen::EigenBase<T>, T>::value>>
    : public detail::MatrixSequence<T> {};

} // namespace gateaux

#endif // GATEAUX_SUPPORT_SEQUENCE_HPP
