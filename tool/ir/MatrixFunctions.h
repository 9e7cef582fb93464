// SPDX-License-Identifier: Apache-2.0
//
// The functions of square matrices that Eigen computes, by the names of its members.
#pragma once

#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>

namespace gateaux::ir {

/// The last one has an exponent.
inline constexpr std::string_view kMatrixFunctions[] = {"exp", "log", "sqrt", "sin", "cos", "sinh", "cosh", "pow"};
inline constexpr int64_t kMatrixLog = 1;
inline constexpr int64_t kMatrixPower = std::size(kMatrixFunctions) - 1;

/// The place of a name in that list.
constexpr std::optional<int64_t> matrixFunctionNamed(std::string_view name) {
  for (int64_t i = 0; i <= kMatrixPower; ++i)
    if (kMatrixFunctions[i] == name)
      return i;
  return std::nullopt;
}

} // namespace gateaux::ir
