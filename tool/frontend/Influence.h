// SPDX-License-Identifier: Apache-2.0
//
// What of a function reads an argument, and what depends on some.
#pragma once

#include "ir/IR.h"

#include <set>
#include <vector>

namespace gateaux::frontend {

/// True where f does more with an argument than overwrite parts of it and ask for its size.
bool isRead(const ir::Block &block, const ir::Value *argument);
/// The values that depend on some arguments.
std::set<const ir::Value *> influencedBy(const ir::Function &function,
                                         const std::vector<const ir::Value *> &arguments);

} // namespace gateaux::frontend
