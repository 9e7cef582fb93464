// SPDX-License-Identifier: Apache-2.0
//
// Positions that loops count through.
#pragma once

#include "Regions.h"

#include <cstdint>
#include <optional>

namespace gateaux::ir {

/// By how much a position lies behind the counter of a loop, where that is a constant.
std::optional<int64_t> behindCounter(const Loop &loop, const Value *position);
/// What an iteration has for the item of the list `result`, a result of `loop`, that lies `offset`
/// behind the counter: what it puts there, or has read there before. Null for any other item.
Value *itemOfIteration(const Loop &loop, const Value *result, int64_t offset);

} // namespace gateaux::ir
