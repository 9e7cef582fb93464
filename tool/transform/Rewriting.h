// SPDX-License-Identifier: Apache-2.0
//
// What the passes share that copy a function and write some of its operations in another way.
#pragma once

#include "../ir/Clone.h"

#include <optional>

namespace gateaux::transform {

class Rewriting {
public:
  explicit Rewriting(const ir::Function &source);
  virtual ~Rewriting() = default;

  ir::Cloning run();

protected:
  /// What stands for the results of an operation, made with the builder; nothing where it is copied as it is.
  virtual std::optional<std::vector<ir::Value *>> rewritten(const ir::Operation &op) = 0;
  /// Copies the operations of a block to where the builder is.
  void block(const ir::Block &block);

  ir::Value *of(const ir::Value *v) const { return clone_.of(v); }

  const ir::Function &source_;
  ir::Cloning clone_;
  ir::Builder b_;
};

} // namespace gateaux::transform
