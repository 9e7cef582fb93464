// SPDX-License-Identifier: Apache-2.0
//
// Names of generated things that must keep out of the way of the user's.
#pragma once

#include "IR.h"

namespace gateaux::ir {

/// The stem of f_dot and f_bar for the value of a function: its name, unless a parameter is called
/// that or has the name of such a derivative.
std::string resultName(const Function &function);

} // namespace gateaux::ir
