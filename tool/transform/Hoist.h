// SPDX-License-Identifier: Apache-2.0
//
// Factors of sums.
#pragma once

#include "../ir/IR.h"

namespace gateaux::transform {

/// Where a loop sums up products with a factor that it reads from outside, each coefficient of the sum with the same
/// coefficient of the factor, it sums up what is multiplied, and the factor comes after it.
void hoistFactors(ir::Function &f);

} // namespace gateaux::transform
