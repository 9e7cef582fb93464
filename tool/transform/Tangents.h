// SPDX-License-Identifier: Apache-2.0
//
// Forward mode. Straight-line code goes operation by operation; a loop or a condition gets a mirror
// that runs through the same iterations and arms with the tangents.
#pragma once

#include "../ir/Builder.h"

#include "Mirrors.h"

#include <unordered_map>
#include <unordered_set>

namespace gateaux::transform {

/// What the mirror of a loop that is marked with `again` reads of it.
enum class Again : uint8_t {
  Kept,    ///< as of any other loop: tangents that run along with it keep nothing in the end
  Computed ///< of a copy of it, which is run before the mirror: for what runs later
};

/// The tangents of the values of a function under construction.
class Tangents {
public:
  explicit Tangents(ir::Builder &builder, Again again = Again::Kept)
      : b_(builder), mirrors_(builder), again_(again) {}

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
  void visitIf(const ir::Operation &op);
  void visitLoop(const ir::Operation &op);
  void visitCopy(const ir::Operation &op);
  void stage(const ir::Operation &op);

  /// Adds what depends on the values in `active` that have tangents.
  void spread(const ir::Operation &op, std::unordered_set<const ir::Value *> &active) const;
  bool isActive(const ir::Value *v, const std::unordered_set<const ir::Value *> &active) const {
    return tangent_.count(v) || active.count(v);
  }

  ir::Builder &b_;
  Mirrors mirrors_;
  Again again_;
  std::unordered_map<const ir::Value *, ir::Value *> tangent_;
};

} // namespace gateaux::transform
