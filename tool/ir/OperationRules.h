// SPDX-License-Identifier: Apache-2.0
//
// The rules that a single operation obeys, for the verifier.
#pragma once

#include "IR.h"

#include <optional>
#include <string>

namespace gateaux::ir {

/// What is wrong with a type as such, or nothing.
std::optional<std::string> faultOf(const Type &type);

/// What is wrong with an operation: its number of operands and results, its attributes, and how the
/// types of its operands and results go together. Its operands are not null and have types without
/// fault.
std::optional<std::string> faultOf(const Operation &operation);

} // namespace gateaux::ir
