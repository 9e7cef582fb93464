// SPDX-License-Identifier: Apache-2.0
//
// The places of maxima and minima, what lies at given places, and products of all other entries:
// the parts of which derivatives of maxCoeff, minCoeff and prod are made.
//
// A linear index counts column by column, i = row + column * rows, whatever the storage order.
// "colwise" is Eigen's: one result per column, in a row; "rowwise" one result per row, in a column.
//
// What comes back is computed where it is assigned to, so assigning it to a matrix of its size takes
// no memory.
#ifndef GATEAUX_SUPPORT_REDUCTIONS_HPP
#define GATEAUX_SUPPORT_REDUCTIONS_HPP

#include <Eigen/Core>
#include <type_traits>

namespace gateaux {

/// A row of indices, one per column of a matrix.
using IndexRow = Eigen::Matrix<Eigen::Index, 1, Eigen::Dynamic>;
/// A column of indices, one per row of a matrix.
using IndexColumn = Eigen::Matrix<Eigen::Index, Eigen::Dynamic, 1>;

namespace internal {

/// What a function computes where it is assigned to: `fill(to)` sets the coefficients of something
/// of the shape rows x cols. Assigning it takes no memory; in a larger expression Eigen evaluates it
/// into a `Plain` first. It refers to the arguments of the function that returns it.
template <typename Plain, typename Fill>
class Computed : public Eigen::ReturnByValue<Computed<Plain, Fill>> {
public:
  Computed(Eigen::Index rows, Eigen::Index cols, Fill fill)
      : rows_(rows), cols_(cols), fill_(fill) {}
  Eigen::Index rows() const { return rows_; }
  Eigen::Index cols() const { return cols_; }
  template <typename To>
  void evalTo(To &to) const {
    fill_(to);
  }

private:
  Eigen::Index rows_, cols_;
  Fill fill_;
};

} // namespace internal
} // namespace gateaux

namespace Eigen {
namespace internal {
template <typename Plain, typename Fill>
struct traits<gateaux::internal::Computed<Plain, Fill>> {
  using ReturnType = Plain;
};
} // namespace internal
} // namespace Eigen

namespace gateaux {
namespace internal {

template <typename Plain, typename Fill>
Computed<Plain, Fill> computed(Eigen::Index rows, Eigen::Index cols, Fill fill) {
  return {rows, cols, fill};
}

/// x itself where its coefficients can be read cheaply and repeatedly, else x evaluated.
template <typename Derived>
using Readable = typename Eigen::internal::nested_eval<Derived, 2>::type;

template <typename Out, typename Scalar>
using OutOr = std::conditional_t<std::is_void<Out>::value,
                                 Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic>, Out>;

/// The columns of a matrix, each with a result in a row.
struct Columns {
  using Indices = IndexRow;
  template <typename Derived>
  using Results = typename Eigen::internal::plain_row_type<Derived>::type;
  template <typename X>
  static Eigen::Index count(const X &x) {
    return x.cols();
  }
  static Eigen::Index count(Eigen::Index, Eigen::Index cols) { return cols; }
  template <typename X>
  static Eigen::Index length(const X &x) {
    return x.rows();
  }
  template <typename X>
  static auto line(const X &x, Eigen::Index j) {
    return x.col(j);
  }
  template <typename X>
  static decltype(auto) at(X &x, Eigen::Index i, Eigen::Index j) {
    return x(i, j);
  }
  /// The result of line j, in a row.
  template <typename X>
  static auto &result(X &x, Eigen::Index j) {
    return x.coeffRef(0, j);
  }
  template <typename Plain, typename Fill>
  static Computed<Plain, Fill> results(Eigen::Index count, Fill fill) {
    return {1, count, fill};
  }
};

/// The rows of a matrix, each with a result in a column.
struct Rows {
  using Indices = IndexColumn;
  template <typename Derived>
  using Results = typename Eigen::internal::plain_col_type<Derived>::type;
  template <typename X>
  static Eigen::Index count(const X &x) {
    return x.rows();
  }
  static Eigen::Index count(Eigen::Index rows, Eigen::Index) { return rows; }
  template <typename X>
  static Eigen::Index length(const X &x) {
    return x.cols();
  }
  template <typename X>
  static auto line(const X &x, Eigen::Index i) {
    return x.row(i);
  }
  template <typename X>
  static decltype(auto) at(X &x, Eigen::Index j, Eigen::Index i) {
    return x(i, j);
  }
  template <typename X>
  static auto &result(X &x, Eigen::Index i) {
    return x.coeffRef(i, 0);
  }
  template <typename Plain, typename Fill>
  static Computed<Plain, Fill> results(Eigen::Index count, Fill fill) {
    return {count, 1, fill};
  }
};

/// The place of the extreme coefficient of each line, the first of several. `find(line, place)`
/// looks for it in one.
template <typename Lines, typename Derived, typename Find>
auto places(const Derived &x, Find find) {
  return Lines::template results<typename Lines::Indices>(Lines::count(x), [&x, find](auto &to) {
    const Readable<Derived> values(x);
    for (Eigen::Index k = 0; k < Lines::count(values); ++k)
      find(Lines::line(values, k), Lines::result(to, k));
  });
}

struct FindMax {
  template <typename Line>
  void operator()(const Line &line, Eigen::Index &place) const {
    line.maxCoeff(&place);
  }
};
struct FindMin {
  template <typename Line>
  void operator()(const Line &line, Eigen::Index &place) const {
    line.minCoeff(&place);
  }
};

/// The coefficient at the given place of each line.
template <typename Lines, typename Derived, typename Places>
auto picked(const Derived &x, const Places &places) {
  eigen_assert(places.size() == Lines::count(x));
  return Lines::template results<typename Lines::template Results<Derived>>(
      Lines::count(x), [&x, &places](auto &to) {
        const Readable<Derived> values(x);
        for (Eigen::Index k = 0; k < Lines::count(values); ++k)
          Lines::result(to, k) = Lines::at(values, places[k], k);
      });
}

/// The transpose of picked.
template <typename Lines, typename Plain, typename Derived, typename Places>
auto unpicked(const Derived &y, const Places &places, Eigen::Index rows, Eigen::Index cols) {
  eigen_assert(y.size() == Lines::count(rows, cols) && places.size() == y.size());
  return computed<Plain>(rows, cols, [&y, &places](auto &to) {
    const Readable<Derived> values(y);
    to.setZero();
    for (Eigen::Index k = 0; k < values.size(); ++k)
      Lines::at(to, places[k], k) = values[k];
  });
}

} // namespace internal

/// The linear index of the largest coefficient, the first of several, as Eigen's
/// maxCoeff(&row, &column) finds it. x must not be empty (Eigen asserts).
template <typename Derived>
Eigen::Index argmax(const Eigen::DenseBase<Derived> &x) {
  Eigen::Index row = 0;
  Eigen::Index column = 0;
  x.derived().maxCoeff(&row, &column);
  return row + column * x.rows();
}

/// The linear index of the smallest coefficient, the first of several.
template <typename Derived>
Eigen::Index argmin(const Eigen::DenseBase<Derived> &x) {
  Eigen::Index row = 0;
  Eigen::Index column = 0;
  x.derived().minCoeff(&row, &column);
  return row + column * x.rows();
}

/// For each column, the row of its largest coefficient, the first of several.
template <typename Derived>
auto argmax_colwise(const Eigen::DenseBase<Derived> &x) {
  return internal::places<internal::Columns>(x.derived(), internal::FindMax());
}
/// For each column, the row of its smallest coefficient, the first of several.
template <typename Derived>
auto argmin_colwise(const Eigen::DenseBase<Derived> &x) {
  return internal::places<internal::Columns>(x.derived(), internal::FindMin());
}
/// For each row, the column of its largest coefficient, the first of several.
template <typename Derived>
auto argmax_rowwise(const Eigen::DenseBase<Derived> &x) {
  return internal::places<internal::Rows>(x.derived(), internal::FindMax());
}
/// For each row, the column of its smallest coefficient, the first of several.
template <typename Derived>
auto argmin_rowwise(const Eigen::DenseBase<Derived> &x) {
  return internal::places<internal::Rows>(x.derived(), internal::FindMin());
}

/// The coefficient of x at a linear index.
template <typename Derived>
typename Derived::Scalar pick(const Eigen::DenseBase<Derived> &x, Eigen::Index place) {
  eigen_assert(place >= 0 && place < x.size());
  return x.derived().coeff(place % x.rows(), place / x.rows());
}

/// The row y with y_j = x(places_j, j).
template <typename Derived, typename Places>
auto pick_colwise(const Eigen::DenseBase<Derived> &x, const Eigen::DenseBase<Places> &places) {
  return internal::picked<internal::Columns>(x.derived(), places.derived());
}
/// The column y with y_i = x(i, places_i).
template <typename Derived, typename Places>
auto pick_rowwise(const Eigen::DenseBase<Derived> &x, const Eigen::DenseBase<Places> &places) {
  return internal::picked<internal::Rows>(x.derived(), places.derived());
}

/// The transpose of pick: zeros of the shape `rows` x `cols` with y at a linear index. `Out`
/// chooses the type of the result; by default a dynamic Matrix of y's scalar.
template <typename Out = void, typename Scalar,
          typename = std::enable_if_t<std::is_arithmetic<Scalar>::value>>
auto unpick(const Scalar &y, Eigen::Index place, Eigen::Index rows, Eigen::Index cols) {
  eigen_assert(place >= 0 && place < rows * cols);
  return internal::computed<internal::OutOr<Out, Scalar>>(rows, cols, [y, place, rows](auto &to) {
    to.setZero();
    to(place % rows, place / rows) = y;
  });
}

/// The transpose of pick_colwise: zeros with y_j at (places_j, j). y is a row or a column of `cols`
/// coefficients.
template <typename Out = void, typename Derived, typename Places>
auto unpick_colwise(const Eigen::DenseBase<Derived> &y, const Eigen::DenseBase<Places> &places,
                    Eigen::Index rows, Eigen::Index cols) {
  return internal::unpicked<internal::Columns, internal::OutOr<Out, typename Derived::Scalar>>(
      y.derived(), places.derived(), rows, cols);
}
/// The transpose of pick_rowwise: zeros with y_i at (i, places_i). y is a column or a row of `rows`
/// coefficients.
template <typename Out = void, typename Derived, typename Places>
auto unpick_rowwise(const Eigen::DenseBase<Derived> &y, const Eigen::DenseBase<Places> &places,
                    Eigen::Index rows, Eigen::Index cols) {
  return internal::unpicked<internal::Rows, internal::OutOr<Out, typename Derived::Scalar>>(
      y.derived(), places.derived(), rows, cols);
}

namespace internal {

/// out_i = product over j != i of x_j, as prefix product times suffix product: linear in the number
/// of entries, and exact where some are zero. `x(i)` reads, `out(i)` gives a reference.
template <typename Scalar, typename Read, typename Write>
void products_of_others(Eigen::Index size, Read x, Write out) {
  Scalar prefix(1);
  for (Eigen::Index i = 0; i < size; ++i) {
    out(i) = prefix;
    prefix *= x(i);
  }
  Scalar suffix(1);
  for (Eigen::Index i = size - 1; i >= 0; --i) {
    out(i) *= suffix;
    suffix *= x(i);
  }
}

/// The derivative of products_of_others in the direction d: with prefix products P and suffix
/// products S and their derivatives P', S' in that direction, out_i = P'_i S_i + P_i S'_i.
template <typename Scalar, typename Read, typename ReadD, typename Write>
void products_of_pairs(Eigen::Index size, Read x, ReadD d, Write out) {
  Eigen::Array<Scalar, Eigen::Dynamic, 2> prefix(size, 2);
  Scalar p(1);
  Scalar dp(0);
  for (Eigen::Index i = 0; i < size; ++i) {
    prefix(i, 0) = p;
    prefix(i, 1) = dp;
    dp = dp * x(i) + p * d(i);
    p *= x(i);
  }
  Scalar s(1);
  Scalar ds(0);
  for (Eigen::Index i = size - 1; i >= 0; --i) {
    out(i) = prefix(i, 1) * s + prefix(i, 0) * ds;
    ds = ds * x(i) + s * d(i);
    s *= x(i);
  }
}

template <typename Lines, typename Derived>
auto others(const Derived &x) {
  using Scalar = typename Derived::Scalar;
  return computed<typename Derived::PlainObject>(x.rows(), x.cols(), [&x](auto &to) {
    const Readable<Derived> values(x);
    for (Eigen::Index k = 0; k < Lines::count(values); ++k)
      products_of_others<Scalar>(
          Lines::length(values), [&](Eigen::Index i) { return Lines::at(values, i, k); },
          [&](Eigen::Index i) -> Scalar & { return Lines::at(to, i, k); });
  });
}

template <typename Lines, typename Derived, typename Direction>
auto pairs(const Derived &x, const Direction &d) {
  eigen_assert(x.rows() == d.rows() && x.cols() == d.cols());
  using Scalar = typename Derived::Scalar;
  return computed<typename Derived::PlainObject>(x.rows(), x.cols(), [&x, &d](auto &to) {
    const Readable<Derived> values(x);
    const Readable<Direction> direction(d);
    for (Eigen::Index k = 0; k < Lines::count(values); ++k)
      products_of_pairs<Scalar>(
          Lines::length(values), [&](Eigen::Index i) { return Lines::at(values, i, k); },
          [&](Eigen::Index i) { return Lines::at(direction, i, k); },
          [&](Eigen::Index i) -> Scalar & { return Lines::at(to, i, k); });
  });
}

/// All coefficients of a matrix as one line.
struct Whole {
  template <typename X>
  static Eigen::Index count(const X &) {
    return 1;
  }
  template <typename X>
  static Eigen::Index length(const X &x) {
    return x.size();
  }
  template <typename X>
  static decltype(auto) at(X &x, Eigen::Index i, Eigen::Index) {
    return x(i % x.rows(), i / x.rows());
  }
};

} // namespace internal

/// For each entry the product of all the others: the gradient of prod(). Exact with zeros among the
/// entries. The result has x's shape.
template <typename Derived>
auto prod_others(const Eigen::DenseBase<Derived> &x) {
  return internal::others<internal::Whole>(x.derived());
}
/// The same within each column: the gradient of colwise().prod().
template <typename Derived>
auto prod_others_colwise(const Eigen::DenseBase<Derived> &x) {
  return internal::others<internal::Columns>(x.derived());
}
/// The same within each row: the gradient of rowwise().prod().
template <typename Derived>
auto prod_others_rowwise(const Eigen::DenseBase<Derived> &x) {
  return internal::others<internal::Rows>(x.derived());
}

/// Entry i is the sum over k != i of d_k times the product of all x_j with j != i, k: the Hessian
/// of prod() times d, which is the derivative of prod_others(x) in the direction d. Exact with
/// zeros. d and the result have x's shape.
template <typename Derived, typename Direction>
auto prod_pairs(const Eigen::DenseBase<Derived> &x, const Eigen::DenseBase<Direction> &d) {
  return internal::pairs<internal::Whole>(x.derived(), d.derived());
}
/// The same within each column.
template <typename Derived, typename Direction>
auto prod_pairs_colwise(const Eigen::DenseBase<Derived> &x, const Eigen::DenseBase<Direction> &d) {
  return internal::pairs<internal::Columns>(x.derived(), d.derived());
}
/// The same within each row.
template <typename Derived, typename Direction>
auto prod_pairs_rowwise(const Eigen::DenseBase<Derived> &x, const Eigen::DenseBase<Direction> &d) {
  return internal::pairs<internal::Rows>(x.derived(), d.derived());
}

} // namespace gateaux

#endif // GATEAUX_SUPPORT_REDUCTIONS_HPP
