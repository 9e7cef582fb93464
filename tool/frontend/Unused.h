// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ir/IR.h"

namespace gateaux::frontend {

/// Takes out operations whose results nothing uses, and what loops carry and branches give for
/// nothing. What the user has named outside of loops and branches stays.
void removeUnused(ir::Function &function);

} // namespace gateaux::frontend
