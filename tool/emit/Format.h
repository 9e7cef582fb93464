// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace gateaux::emit {

/// C++ with the elements of tuples spelled out (`x.@1` is std::get<1>(x)), laid out by Clang's formatter: LLVM style, 100 columns.
std::string format(const std::string &code);

} // namespace gateaux::emit
