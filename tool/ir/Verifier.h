// SPDX-License-Identifier: Apache-2.0
//
// Checks that a function in the intermediate form is well formed. It runs after every pass.
#pragma once

#include "IR.h"

#include <optional>
#include <string>

namespace gateaux::ir {

/// The first fault in `function`: which operation and what is wrong with it. Nothing if there is
/// none. Functions that it calls are not looked into.
///
///   in @loss: `%4 = add(%K, %b) : f64[?x?]`: the operands' types do not fit: f64[?x?], f32[?x1]
std::optional<std::string> verify(const Function &function);

} // namespace gateaux::ir
