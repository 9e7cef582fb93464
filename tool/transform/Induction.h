// SPDX-License-Identifier: Apache-2.0
//
// Integers that each iteration changes by a constant follow from the number of the iteration: they need not
// be carried, nor kept for the reverse sweep. A `while` that compares one of them with what no iteration
// changes is a `for`.
#pragma once

#include "../ir/Clone.h"

namespace gateaux::transform {

/// True where a function has a loop that carries such an integer.
bool hasInductions(const ir::Function &f);
/// The function with these integers computed from the counters of its loops.
ir::Cloning withoutInductions(const ir::Function &source);

} // namespace gateaux::transform
