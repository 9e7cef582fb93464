// SPDX-License-Identifier: Apache-2.0
//
// Lists of scalars or matrices in the workspaces of generated code.
#ifndef GATEAUX_SUPPORT_LIST_HPP
#define GATEAUX_SUPPORT_LIST_HPP

#include "gateaux/support/buffer.hpp"
#include "gateaux/support/sequence.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cstddef>
#include <type_traits>
#include <vector>

namespace gateaux {

namespace detail {

/// The length of a list, behind which there may be items that keep their memory.
template <typename Item>
class ItemList {
public:
  Eigen::Index size() const { return size_; }
  bool empty() const { return size_ == 0; }
  void clear() { size_ = 0; }

protected:
  /// Item i, which is one of the list from now on. `drop` empties those that are new.
  template <typename Drop>
  Item &grown(Eigen::Index i, Drop drop) {
    eigen_assert(i >= 0);
    extend(i + 1, drop);
    return items_[std::size_t(i)];
  }
  template <typename Drop>
  void extend(Eigen::Index size, Drop drop) {
    if (size > Eigen::Index(items_.size()))
      items_.resize(std::size_t(size));
    for (; size_ < size; ++size_)
      drop(items_[std::size_t(size_)]);
  }
  Item &existing(Eigen::Index i) {
    eigen_assert(i >= 0 && i < size_);
    return items_[std::size_t(i)];
  }
  void shorten(Eigen::Index size) { size_ = std::min(size_, size); }

private:
  std::vector<Item> items_;
  Eigen::Index size_ = 0;
};

template <typename T>
class ScalarList : public ItemList<ScalarItem<T>> {
public:
  using Item = ScalarItem<T>;
  void resize(Eigen::Index size) {
    this->extend(size, zero);
    this->shorten(size);
  }
  Item &operator[](Eigen::Index i) { return item(i); }
  Item &item(Eigen::Index i) { return this->grown(i, zero); }
  void put(Eigen::Index i, T x) { item(i) = x; }
  void add(Eigen::Index i, T x) { item(i) += x; }
  void drop(Eigen::Index i) { item(i) = T(0); }
  ScalarList &operator+=(ScalarList &other) {
    for (Eigen::Index i = 0; i < other.size(); ++i)
      add(i, other[i]);
    return *this;
  }

private:
  static void zero(Item &x) { x = T(0); }
};

/// A matrix with a shape of its own, or none.
template <typename M>
struct ListItem {
  Buffer<M> buffer;
  Eigen::Index rows = 0, cols = 0;
  bool empty = true;

  typename Buffer<M>::Map map() {
    return map(std::integral_constant<int, M::SizeAtCompileTime != Eigen::Dynamic ? 0
                                           : M::IsVectorAtCompileTime             ? 1
                                                                                  : 2>());
  }

private:
  typename Buffer<M>::Map map(std::integral_constant<int, 0>) { return buffer(); }
  typename Buffer<M>::Map map(std::integral_constant<int, 1>) { return buffer(rows * cols); }
  typename Buffer<M>::Map map(std::integral_constant<int, 2>) { return buffer(rows, cols); }
};

template <typename M>
class MatrixList : public ItemList<ListItem<M>> {
  using Item = ListItem<M>;
  using Map = typename Buffer<M>::Map;
  static constexpr bool fixed = M::SizeAtCompileTime != Eigen::Dynamic;

public:
  MatrixList() = default;
  MatrixList(const MatrixList &other) { *this = other; }
  MatrixList(MatrixList &&) = default;
  MatrixList &operator=(MatrixList &&) = default;
  MatrixList &operator=(const MatrixList &other) {
    if (this == &other)
      return *this;
    auto &from = const_cast<MatrixList &>(other); // a Map of what is there
    resize(0);
    resize(from.size());
    for (Eigen::Index i = 0; i < from.size(); ++i)
      if (!from.existing(i).empty)
        put(i, from[i]);
    return *this;
  }

  void resize(Eigen::Index size) {
    this->extend(size, none);
    this->shorten(size);
  }
  Map operator[](Eigen::Index i) {
    Item &x = this->grown(i, none);
    const bool open = fixed && x.empty;
    if (open)
      shape(x, M::RowsAtCompileTime, M::ColsAtCompileTime);
    Map m = x.map();
    if (open)
      m.setZero();
    return m;
  }
  /// Item i in the given shape, to be written.
  Map operator()(Eigen::Index i, Eigen::Index rows, Eigen::Index cols) {
    Item &x = this->grown(i, none);
    shape(x, rows, cols);
    return x.map();
  }
  /// Item i, which is zero in the given shape where it is missing.
  Map item(Eigen::Index i, Eigen::Index rows, Eigen::Index cols) {
    Item &x = this->grown(i, none);
    if (!x.empty) {
      eigen_assert(x.rows == rows && x.cols == cols);
      return x.map();
    }
    shape(x, rows, cols);
    Map m = x.map();
    m.setZero();
    return m;
  }
  Map item(Eigen::Index i, Eigen::Index size) {
    return M::RowsAtCompileTime == 1 ? item(i, 1, size) : item(i, size, 1);
  }
  Map item(Eigen::Index i) { return item(i, M::RowsAtCompileTime, M::ColsAtCompileTime); }

  /// `x` must not read item i.
  template <typename Derived>
  void put(Eigen::Index i, const Eigen::MatrixBase<Derived> &x) {
    (*this)(i, x.rows(), x.cols()).noalias() = x;
  }
  template <typename Derived>
  void add(Eigen::Index i, const Eigen::MatrixBase<Derived> &x) {
    Item &to = this->grown(i, none);
    if (to.empty)
      put(i, x);
    else
      to.map().noalias() += x;
  }
  void drop(Eigen::Index i) { none(this->grown(i, none)); }
  MatrixList &operator+=(MatrixList &other) {
    for (Eigen::Index i = 0; i < other.size(); ++i)
      if (!other.existing(i).empty)
        add(i, other[i]);
    return *this;
  }

private:
  static void none(Item &x) {
    x.rows = x.cols = 0;
    x.empty = true;
  }
  static void shape(Item &x, Eigen::Index rows, Eigen::Index cols) {
    x.rows = rows;
    x.cols = cols;
    x.empty = false;
  }
};

/// A list of lists.
template <typename L>
class NestedList : public ItemList<L> {
public:
  void resize(Eigen::Index size) {
    this->extend(size, none);
    this->shorten(size);
  }
  L &operator[](Eigen::Index i) { return this->grown(i, none); }
  void put(Eigen::Index i, const L &x) { (*this)[i] = x; }
  void add(Eigen::Index i, L &x) { (*this)[i] += x; }
  void drop(Eigen::Index i) { (*this)[i].clear(); }
  NestedList &operator+=(NestedList &other) {
    for (Eigen::Index i = 0; i < other.size(); ++i)
      add(i, other[i]);
    return *this;
  }

private:
  static void none(L &x) { x.clear(); }
};

} // namespace detail

/// A list of a workspace: of scalars, of matrices with a shape each, or of lists. Its memory grows
/// and never shrinks, so that to fill it again with the same or smaller items takes nothing from
/// the heap. `operator[]` gives an item, `put` replaces one, `add` adds to one, `drop` makes one
/// zero.
///
/// In tangents and adjoints an item that is missing is zero: `item(i, rows, cols)` gives it in that
/// shape, and `put` and `add` make the list as long as they need it.
template <typename T, typename = void>
class List : public detail::NestedList<T> {};

template <typename T>
class List<T, std::enable_if_t<std::is_arithmetic<T>::value>> : public detail::ScalarList<T> {};

template <typename T>
class List<T, std::enable_if_t<std::is_base_of<Eigen::EigenBase<T>, T>::value>>
    : public detail::MatrixList<T> {};

/// Makes a container of the user's as long as another one; an array is.
template <typename T>
void resize(std::vector<T> &list, std::size_t size) {
  list.resize(size);
}
template <typename T, std::size_t N>
void resize(std::array<T, N> &, std::size_t) {}

} // namespace gateaux

#endif // GATEAUX_SUPPORT_LIST_HPP
