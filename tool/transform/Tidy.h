// SPDX-License-Identifier: Apache-2.0
//
// Upkeep of structured operations, in place.
#pragma once

#include "../ir/Clone.h"

namespace gateaux::transform {

/// Replaces values in a block and the blocks inside: in operands, yields and shapes of arguments.
void replaceUses(ir::Block &block, const ir::ValueMap &map);
/// The same everywhere in a function, its outputs included. What stands for another value may be
/// replaced in turn.
void replaceUses(ir::Function &f, const ir::ValueMap &map);

/// Removes what nobody uses: operations, and of structured ones the results, carried values and
/// sequences. A value that a loop carries without changing it is replaced by its initial value.
void tidy(ir::Function &f);

} // namespace gateaux::transform
