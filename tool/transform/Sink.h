// SPDX-License-Identifier: Apache-2.0
//
// What is only needed in one arm of a condition goes into it.
#pragma once

#include "Fuse.h"

namespace gateaux::transform {

/// Where one arm of a condition gives zero, what derived code makes of that and adds to something
/// else is done in the other arm alone: of the candidates for a minimum only the one that was
/// chosen receives an adjoint. And what only one arm reads is computed there. Operations of
/// different parts stay apart.
void sink(ir::Function &f, const Parts &parts = {});

} // namespace gateaux::transform
