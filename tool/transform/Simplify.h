// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../ir/IR.h"

#include <set>
#include <unordered_map>

namespace gateaux::transform {

/// Rebuilds a function: folds constants and extents, applies algebraic identities, gives equal
/// operations one value, and drops what no output needs.
///
/// Identities change no value but by the sign of a zero and, where reductions of products become
/// dot products or products of broadcasts become sums, by rounding.
///
/// `map`, where it is given, receives which value stands for which.
/// No identity sees through the values of `opaque`: what reads them goes on to do so.
/// With `last`, nothing will be differentiated any more: what only saves work is done too.
std::unique_ptr<ir::Function> simplify(
    const ir::Function &function, bool last = false,
    std::unordered_map<const ir::Value *, ir::Value *> *map = nullptr,
    const std::set<const ir::Value *> &opaque = {});

} // namespace gateaux::transform
