// SPDX-License-Identifier: Apache-2.0
//
// Derivatives of a loop or a condition are operations of their own, which run through the same
// iterations and arms: mirrors. What they read of the original is handed out of it here.
#pragma once

#include "../ir/Builder.h"

#include <map>
#include <vector>

namespace gateaux::transform {

class Mirrors {
public:
  explicit Mirrors(ir::Builder &builder) : b_(builder) {}

  /// From now on the builder is in the body of a mirror of `loop` that has this counter.
  void enter(const ir::Operation &loop, ir::Value *counter) { entered_.push_back({&loop, counter}); }
  void leave() { entered_.pop_back(); }

  /// A value that can be read where the builder is and that equals `v` in the same iteration and
  /// arm. What is cheap is computed anew; everything else becomes a result of the operation in
  /// which it is defined: a loop keeps a sequence of it.
  ir::Value *access(ir::Value *v);

private:
  bool isCheap(const ir::Value *v) const;
  ir::Value *again(ir::Value *v);
  ir::Value *fromList(ir::Value *v);
  ir::Value *exported(ir::Value *v);
  ir::Value *counterOf(const ir::Operation &loop) const;

  struct Mirror {
    const ir::Operation *loop;
    ir::Value *counter;
  };

  ir::Builder &b_;
  std::vector<Mirror> entered_;
  std::map<std::pair<const ir::Block *, const ir::Value *>, ir::Value *> accessed_;
  std::map<const ir::Value *, ir::Value *> exported_;
};

} // namespace gateaux::transform
