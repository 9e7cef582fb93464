// SPDX-License-Identifier: Apache-2.0
//
// Dense Jacobians and Hessians, assembled from products with unit vectors.
#ifndef GATEAUX_SUPPORT_DENSE_HPP
#define GATEAUX_SUPPORT_DENSE_HPP

#include "gateaux/support/flatten.hpp"

#include <Eigen/Core>
#include <algorithm>

namespace gateaux {

namespace internal {
template <typename T, typename = IfScalar<T>>
Eigen::Index count(const T&) {
  return 1;
}
template <typename Derived>
Eigen::Index count(const Eigen::DenseBase<Derived>& x) {
  return x.size();
}
template <typename T, typename = IfArray<T>, typename = void>
Eigen::Index count(const T& x) {
  Eigen::Index n = 0;
  for (const auto& element : x)
    n += count(element);
  return n;
}
} // namespace internal

/// The number of entries that scalars, matrices and containers of them have together.
template <typename... T>
Eigen::Index entries(const T&... x) {
  return (Eigen::Index(0) + ... + internal::count(x));
}

/// Calls `sweep` once for each entry of x, which is zero, with that entry set to one. Matrices are
/// gone through column by column, containers element by element.
template <typename T, typename Sweep, typename = internal::IfScalar<T>>
void for_each_unit(T& x, Sweep sweep) {
  x = 1;
  sweep();
  x = 0;
}
template <typename Derived, typename Sweep>
void for_each_unit(Eigen::DenseBase<Derived>& x, Sweep sweep) {
  for (Eigen::Index j = 0; j < x.cols(); ++j)
    for (Eigen::Index i = 0; i < x.rows(); ++i) {
      x.derived().coeffRef(i, j) = 1;
      sweep();
      x.derived().coeffRef(i, j) = 0;
    }
}

template <typename T, typename Sweep, typename = internal::IfArray<T>, typename = void>
void for_each_unit(T& x, Sweep sweep) {
  for (auto& element : x)
    for_each_unit(element, sweep);
}

/// Fills a dense matrix from the left or from the top; what is packed into a column or row is
/// flattened in the order of the arguments.
class DenseAssembly {
public:
  /// Gives `matrix` its size. `line` is memory for one column or row; it never shrinks.
  DenseAssembly(Eigen::MatrixXd& matrix, Eigen::VectorXd& line, Eigen::Index rows,
                Eigen::Index columns)
      : matrix_(matrix), line_(line) {
    matrix_.resize(rows, columns);
    if (line_.size() < std::max(rows, columns))
      line_.resize(std::max(rows, columns));
  }

  /// True where there are no more columns than rows: fewer sweeps in forward mode.
  bool by_columns() const { return matrix_.cols() <= matrix_.rows(); }

  template <typename... T>
  void column(const T&... parts) {
    matrix_.col(next_++) = packed(matrix_.rows(), parts...);
  }
  template <typename... T>
  void row(const T&... parts) {
    matrix_.row(next_++) = packed(matrix_.cols(), parts...).transpose();
  }

private:
  template <typename... T>
  Eigen::Map<Eigen::VectorXd> packed(Eigen::Index size, const T&... parts) {
    double* cursor = line_.data();
    (pack(parts, cursor), ...);
    return {line_.data(), size};
  }

  Eigen::MatrixXd& matrix_;
  Eigen::VectorXd& line_;
  Eigen::Index next_ = 0;
};

} // namespace gateaux

#endif // GATEAUX_SUPPORT_DENSE_HPP
