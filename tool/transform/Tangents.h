// SPDX-License-Identifier: Apache-2.0
//
// Forward mode on straight-line code.
#pragma once

#include "../ir/Builder.h"

#include <unordered_map>

namespace gateaux::transform {

/// The tangents of the values of a function under construction.
class Tangents {
public:
  explicit Tangents(ir::Builder &builder) : b_(builder) {}

  void set(ir::Value *v, ir::Value *tangent);
  /// The tangent of `v`, null where it is zero.
  ir::Value *of(ir::Value *v) const;
  /// The tangent of `v`, zeros where it is zero.
  ir::Value *orZero(ir::Value *v);
  /// Creates the tangents of the results of `op`.
  void visit(const ir::Operation &op);
  /// Creates the tangents of the operations [first, last) of the builder's block.
  void visit(size_t first, size_t last);

private:
  ir::Builder &b_;
  std::unordered_map<const ir::Value *, ir::Value *> tangent_;
};

} // namespace gateaux::transform
