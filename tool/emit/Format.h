// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace gateaux::emit {

/// C++ laid out by Clang's formatter: LLVM style, 100 columns.
std::string format(const std::string &code);

} // namespace gateaux::emit
