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

/// True where bodies with loops or conditions of their own have become one: these may have more in common
/// once equal values in them are one.
bool fuse(ir::Function &f, const Parts &parts = {});

} // namespace gateaux::transform
