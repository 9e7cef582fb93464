// SPDX-License-Identifier: Apache-2.0
//
// The order of the entries of a vector.
#ifndef GATEAUX_SUPPORT_SORT_HPP
#define GATEAUX_SUPPORT_SORT_HPP

#include <Eigen/Core>
#include <algorithm>
#include <numeric>

namespace gateaux {

/// The positions of the entries of a vector from the smallest to the largest one, equal ones in the order in which
/// they stand. x(argsort(x)) is sorted. Entries that are no numbers have no place in an order.
template <typename Derived>
Eigen::Matrix<Eigen::Index, Derived::SizeAtCompileTime, 1> argsort(const Eigen::DenseBase<Derived> &x) {
  Eigen::Matrix<Eigen::Index, Derived::SizeAtCompileTime, 1> order(x.size());
  std::iota(order.data(), order.data() + order.size(), Eigen::Index(0));
  std::stable_sort(order.data(), order.data() + order.size(),
                   [&](Eigen::Index i, Eigen::Index j) { return x.derived()(i) < x.derived()(j); });
  return order;
}

} // namespace gateaux

#endif // GATEAUX_SUPPORT_SORT_HPP
