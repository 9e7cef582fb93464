// SPDX-License-Identifier: Apache-2.0
//
// Factors that sums are multiplied by afterwards.
#pragma once

#include "../ir/IR.h"

#include <vector>

namespace gateaux::transform {

/// Where the sum of a loop of the reverse sweep is only multiplied by a factor F, each coefficient by the same
/// coefficient of F, and every term of it is a product with some x of which F x is read there anyway, it sums up the
/// products with F x: the logarithmic derivative of `exp(y) * x` reads the product and not x. The opposite of
/// hoistFactors. `results` are values that are used outside of the function's operations; they are brought up to date.
void absorbFactors(ir::Function &f, std::vector<ir::Value *> &results);

} // namespace gateaux::transform
