// SPDX-License-Identifier: Apache-2.0
//
// Where a reverse sweep reads of a matrix that a loop keeps only how large it is, the loop keeps that instead.
#pragma once

#include "../ir/IR.h"

namespace gateaux::transform {

/// Works in place; what is kept no longer is left to be tidied up.
void keepExtents(ir::Function &f);

} // namespace gateaux::transform
