// SPDX-License-Identifier: Apache-2.0
//
// Loops that run through the same iterations become one loop, conditions that ask the same become
// one condition. What the first kept for the second then need not be kept.
#pragma once

#include "../ir/IR.h"

#include <unordered_map>

namespace gateaux::transform {

/// Which part of the generated code an argument of the function belongs to, by index: 0 unless given. Operations of different
/// parts stay apart.
using Parts = std::unordered_map<unsigned, unsigned>;

/// The part that an operation or a value belongs to: the last of those of what it reads.
class PartsOf {
public:
  PartsOf(const ir::Function &f, const Parts &parts) : f_(f), parts_(parts) {}
  unsigned of(const ir::Operation &op) const;

private:
  unsigned of(const ir::Value *v) const;

  const ir::Function &f_;
  const Parts &parts_;
  mutable std::unordered_map<const ir::Value *, unsigned> known_;
};

/// What an operation reads, in its blocks as well.
std::vector<ir::Value *> usedBy(const ir::Operation &op);

/// True where bodies with loops or conditions of their own have become one: these may have more in common
/// once equal values in them are one.
bool fuse(ir::Function &f, const Parts &parts = {});

} // namespace gateaux::transform
