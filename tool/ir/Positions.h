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

/// True where a loop writes every coefficient of carried value k and reads none of what was there before, also by
/// loops inside: what it begins with does not matter, but for its shape.
bool overwritesAll(const Loop &loop, unsigned k);
/// True where of carried value k each iteration reads nothing but the place that it writes itself, later, and that no
/// other iteration writes: what it reads is what the loop began with.
bool readsUnchanged(const Loop &loop, unsigned k);

} // namespace gateaux::ir
