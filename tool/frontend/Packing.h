// SPDX-License-Identifier: Apache-2.0
//
// Several values as one column of numbers, so that a generated function can return them.
#pragma once

#include "Environment.h"

#include <vector>

namespace gateaux::frontend {

class Translator;

/// False for what has no place in a column of numbers: lists, and dense integers that a double may not hold.
bool isPackable(const ir::Type &type);
/// What values of these types are packed into: the type itself where there is but one.
ir::Type packedType(const std::vector<ir::Type> &types);
/// A column of the values, behind their extents where these are not fixed; a single value as it is.
ir::Value *packed(Translator &t, const std::vector<ir::Value *> &values, const std::vector<ir::Type> &types);
/// The values in such a column.
std::vector<ir::Value *> unpacked(Translator &t, ir::Value *column, const std::vector<ir::Type> &types);

} // namespace gateaux::frontend
