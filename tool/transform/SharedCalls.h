// SPDX-License-Identifier: Apache-2.0
//
// The derivatives of functions that call themselves give more than they are called for: a tangent and an
// adjoint the value as well, the tangent of an adjoint what the adjoint adds and the tangent of the value.
// Where they are called for the same arguments, one call will do.
#pragma once

#include "Fuse.h"

namespace gateaux::transform {

/// True where a function calls several that may give the same.
bool hasSharedCalls(const ir::Function &f);
/// Replaces what other calls of the same block and the same part give too. Equal arguments are to be one value.
void shareCalls(ir::Function &f, const Parts &parts = {});

} // namespace gateaux::transform
