// SPDX-License-Identifier: Apache-2.0
//
// The places of maxima and minima, what lies at given places, and products of all other entries:
// the parts of which derivatives of maxCoeff, minCoeff and prod are made.
//
// A linear index counts column by column, i = row + column * rows, whatever the storage order.
// "colwise" is Eigen's: one result per column, in a row; "rowwise" one result per row, in a column.
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

/// x itself where its coefficients can be read cheaply and repeatedly, else x evaluated.
template <typename Derived>
using Readable = typename Eigen::internal::nested_eval<Derived, 2>::type;

template <typename Out, typename Scalar>
using OutOr = std::conditional_t<std::is_void<Out>::value,
                                 Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic>, Out>;

template <typename Derived>
using PlainRow = typename Eigen::internal::plain_row_type<Derived>::type;
template <typename Derived>
using PlainColumn = typename Eigen::internal::plain_col_type<Derived>::type;

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
IndexRow argmax_colwise(const Eigen::DenseBase<Derived> &x) {
  const internal::Readable<Derived> values(x.derived());
  IndexRow places(values.cols());
  for (Eigen::Index j = 0; j < values.cols(); ++j)
    values.col(j).maxCoeff(&places[j]);
  return places;
}

/// For each column, the row of its smallest coefficient, the first of several.
template <typename Derived>
IndexRow argmin_colwise(const Eigen::DenseBase<Derived> &x) {
  const internal::Readable<Derived> values(x.derived());
  IndexRow places(values.cols());
  for (Eigen::Index j = 0; j < values.cols(); ++j)
    values.col(j).minCoeff(&places[j]);
  return places;
}

/// For each row, the column of its largest coefficient, the first of several.
template <typename Derived>
IndexColumn argmax_rowwise(const Eigen::DenseBase<Derived> &x) {
  const internal::Readable<Derived> values(x.derived());
  IndexColumn places(values.rows());
  for (Eigen::Index i = 0; i < values.rows(); ++i)
    values.row(i).maxCoeff(&places[i]);
  return places;
}

/// For each row, the column of its smallest coefficient, the first of several.
template <typename Derived>
IndexColumn argmin_rowwise(const Eigen::DenseBase<Derived> &x) {
  const internal::Readable<Derived> values(x.derived());
  IndexColumn places(values.rows());
  for (Eigen::Index i = 0; i < values.rows(); ++i)
    values.row(i).minCoeff(&places[i]);
  return places;
}

/// The coefficient of x at a linear index.
template <typename Derived>
typename Derived::Scalar pick(const Eigen::DenseBase<Derived> &x, Eigen::Index place) {
  eigen_assert(place >= 0 && place < x.size());
  return x.derived().coeff(place % x.rows(), place / x.rows());
}

/// The row y with y_j = x(places_j, j).
template <typename Derived, typename Places>
internal::PlainRow<Derived> pick_colwise(const Eigen::DenseBase<Derived> &x,
                                         const Eigen::DenseBase<Places> &places) {
  eigen_assert(places.size() == x.cols());
  const internal::Readable<Derived> values(x.derived());
  internal::PlainRow<Derived> y(1, values.cols());
  for (Eigen::Index j = 0; j < values.cols(); ++j)
    y[j] = values(places.derived()[j], j);
  return y;
}

/// The column y with y_i = x(i, places_i).
template <typename Derived, typename Places>
internal::PlainColumn<Derived> pick_rowwise(const Eigen::DenseBase<Derived> &x,
                                            const Eigen::DenseBase<Places> &places) {
  eigen_assert(places.size() == x.rows());
  const internal::Readable<Derived> values(x.derived());
  internal::PlainColumn<Derived> y(values.rows(), 1);
  for (Eigen::Index i = 0; i < values.rows(); ++i)
    y[i] = values(i, places.derived()[i]);
  return y;
}

/// The transpose of pick: zeros of the shape `rows` x `cols` with y at a linear index. `Out`
/// chooses the type of the result; by default a dynamic Matrix of y's scalar.
template <typename Out = void, typename Scalar,
          typename = std::enable_if_t<std::is_arithmetic<Scalar>::value>>
internal::OutOr<Out, Scalar> unpick(const Scalar &y, Eigen::Index place, Eigen::Index rows,
                                    Eigen::Index cols) {
  eigen_assert(place >= 0 && place < rows * cols);
  internal::OutOr<Out, Scalar> x = internal::OutOr<Out, Scalar>::Zero(rows, cols);
  x(place % rows, place / rows) = y;
  return x;
}

/// The transpose of pick_colwise: zeros with y_j at (places_j, j). y is a row or a column of `cols`
/// coefficients.
template <typename Out = void, typename Derived, typename Places>
internal::OutOr<Out, typename Derived::Scalar>
unpick_colwise(const Eigen::DenseBase<Derived> &y, const Eigen::DenseBase<Places> &places,
               Eigen::Index rows, Eigen::Index cols) {
  eigen_assert(y.size() == cols && places.size() == cols);
  const internal::Readable<Derived> values(y.derived());
  using Result = internal::OutOr<Out, typename Derived::Scalar>;
  Result x = Result::Zero(rows, cols);
  for (Eigen::Index j = 0; j < cols; ++j)
    x(places.derived()[j], j) = values[j];
  return x;
}

/// The transpose of pick_rowwise: zeros with y_i at (i, places_i). y is a column or a row of `rows`
/// coefficients.
template <typename Out = void, typename Derived, typename Places>
internal::OutOr<Out, typename Derived::Scalar>
unpick_rowwise(const Eigen::DenseBase<Derived> &y, const Eigen::DenseBase<Places> &places,
               Eigen::Index rows, Eigen::Index cols) {
  eigen_assert(y.size() == rows && places.size() == rows);
  const internal::Readable<Derived> values(y.derived());
  using Result = internal::OutOr<Out, typename Derived::Scalar>;
  Result x = Result::Zero(rows, cols);
  for (Eigen::Index i = 0; i < rows; ++i)
    x(i, places.derived()[i]) = values[i];
  return x;
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

} // namespace internal

/// For each entry the product of all the others: the gradient of prod(). Exact with zeros among the
/// entries. The result has x's shape.
template <typename Derived>
typename Derived::PlainObject prod_others(const Eigen::DenseBase<Derived> &x) {
  const internal::Readable<Derived> values(x.derived());
  typename Derived::PlainObject out(values.rows(), values.cols());
  const Eigen::Index rows = values.rows();
  internal::products_of_others<typename Derived::Scalar>(
      values.size(), [&](Eigen::Index i) { return values(i % rows, i / rows); },
      [&](Eigen::Index i) -> auto & { return out(i % rows, i / rows); });
  return out;
}

/// The same within each column: the gradient of colwise().prod().
template <typename Derived>
typename Derived::PlainObject prod_others_colwise(const Eigen::DenseBase<Derived> &x) {
  const internal::Readable<Derived> values(x.derived());
  typename Derived::PlainObject out(values.rows(), values.cols());
  for (Eigen::Index j = 0; j < values.cols(); ++j) {
    internal::products_of_others<typename Derived::Scalar>(
        values.rows(), [&](Eigen::Index i) { return values(i, j); },
        [&](Eigen::Index i) -> auto & { return out(i, j); });
  }
  return out;
}

/// The same within each row: the gradient of rowwise().prod().
template <typename Derived>
typename Derived::PlainObject prod_others_rowwise(const Eigen::DenseBase<Derived> &x) {
  const internal::Readable<Derived> values(x.derived());
  typename Derived::PlainObject out(values.rows(), values.cols());
  for (Eigen::Index i = 0; i < values.rows(); ++i) {
    internal::products_of_others<typename Derived::Scalar>(
        values.cols(), [&](Eigen::Index j) { return values(i, j); },
        [&](Eigen::Index j) -> auto & { return out(i, j); });
  }
  return out;
}

/// Entry i is the sum over k != i of d_k times the product of all x_j with j != i, k: the Hessian
/// of prod() times d, which is the derivative of prod_others(x) in the direction d. Exact with
/// zeros. d and the result have x's shape.
template <typename Derived, typename Direction>
typename Derived::PlainObject prod_pairs(const Eigen::DenseBase<Derived> &x,
                                         const Eigen::DenseBase<Direction> &d) {
  eigen_assert(x.rows() == d.rows() && x.cols() == d.cols());
  const internal::Readable<Derived> values(x.derived());
  const internal::Readable<Direction> direction(d.derived());
  typename Derived::PlainObject out(values.rows(), values.cols());
  const Eigen::Index rows = values.rows();
  internal::products_of_pairs<typename Derived::Scalar>(
      values.size(), [&](Eigen::Index i) { return values(i % rows, i / rows); },
      [&](Eigen::Index i) { return direction(i % rows, i / rows); },
      [&](Eigen::Index i) -> auto & { return out(i % rows, i / rows); });
  return out;
}

/// The same within each column.
template <typename Derived, typename Direction>
typename Derived::PlainObject prod_pairs_colwise(const Eigen::DenseBase<Derived> &x,
                                                 const Eigen::DenseBase<Direction> &d) {
  eigen_assert(x.rows() == d.rows() && x.cols() == d.cols());
  const internal::Readable<Derived> values(x.derived());
  const internal::Readable<Direction> direction(d.derived());
  typename Derived::PlainObject out(values.rows(), values.cols());
  for (Eigen::Index j = 0; j < values.cols(); ++j) {
    internal::products_of_pairs<typename Derived::Scalar>(
        values.rows(), [&](Eigen::Index i) { return values(i, j); },
        [&](Eigen::Index i) { return direction(i, j); },
        [&](Eigen::Index i) -> auto & { return out(i, j); });
  }
  return out;
}

/// The same within each row.
template <typename Derived, typename Direction>
typename Derived::PlainObject prod_pairs_rowwise(const Eigen::DenseBase<Derived> &x,
                                                 const Eigen::DenseBase<Direction> &d) {
  eigen_assert(x.rows() == d.rows() && x.cols() == d.cols());
  const internal::Readable<Derived> values(x.derived());
  const internal::Readable<Direction> direction(d.derived());
  typename Derived::PlainObject out(values.rows(), values.cols());
  for (Eigen::Index i = 0; i < values.rows(); ++i) {
    internal::products_of_pairs<typename Derived::Scalar>(
        values.cols(), [&](Eigen::Index j) { return values(i, j); },
        [&](Eigen::Index j) { return direction(i, j); },
        [&](Eigen::Index j) -> auto & { return out(i, j); });
  }
  return out;
}

} // namespace gateaux

#endif // GATEAUX_SUPPORT_REDUCTIONS_HPP
