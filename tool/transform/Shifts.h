// SPDX-License-Identifier: Apache-2.0
//
// Numbers that something is shifted by, to no effect.
#pragma once

#include "../ir/IR.h"

namespace gateaux::transform {

/// Sums of exponentials are computed with the largest exponent taken off, and what comes out does not depend on that:
/// exp(x - m) / sum(exp(x - m)), or m + log(sum(exp(x - m))). Where everything that a largest or smallest coefficient is
/// used for is of this kind it has no derivative, and generated code need not find out that it is zero. It gets a
/// StopGradient with the attribute `integer`, which goes when what has been derived is simplified.
void ignoreShifts(ir::Function &f);

} // namespace gateaux::transform
