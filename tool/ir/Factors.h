// SPDX-License-Identifier: Apache-2.0
//
// What there is to know about each kind of decomposition.
#pragma once

#include "Type.h"

#include <optional>
#include <string_view>

namespace gateaux::ir {

struct FactorInfo {
  std::string_view name;       ///< in the text form
  std::string_view eigenClass; ///< "LLT"
  bool symmetric = false;      ///< it stands for a symmetric matrix, of which it reads one triangle
  bool upper = false;          ///< that triangle is the upper one
  /// Its solutions are those of least squares where there are more rows than columns.
  bool leastSquares = false;
  /// They are the shortest ones where there are more columns than rows.
  bool shortest = false;
};

const FactorInfo &info(Factor factor);
/// The decomposition of a name in the text form.
std::optional<Factor> factorNamed(std::string_view name);
/// The decomposition that a class template of Eigen's is, by its name and its triangle.
std::optional<Factor> factorOfClass(std::string_view eigenClass, bool upper);

/// What can be asked of a decomposition, by the names of Eigen's members: `info`, `rank`. The answers are
/// numbers without derivatives.
inline constexpr std::string_view kFactorTests[] = {
    "info",       "rank",        "isInvertible", "isInjective",       "isSurjective",
    "isPositive", "isNegative",  "nonzeroPivots", "dimensionOfKernel"};
/// The place of a name in that list.
std::optional<int64_t> factorTestNamed(std::string_view name);
/// True where a kind of decomposition has that member.
bool hasFactorTest(Factor factor, int64_t test);

} // namespace gateaux::ir
