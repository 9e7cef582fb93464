// SPDX-License-Identifier: Apache-2.0
//
// Indices at equal distances, as an Eigen expression.
#ifndef GATEAUX_SUPPORT_INDICES_HPP
#define GATEAUX_SUPPORT_INDICES_HPP

#include <Eigen/Core>

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

} // namespace gateaux

#endif // GATEAUX_SUPPORT_INDICES_HPP
