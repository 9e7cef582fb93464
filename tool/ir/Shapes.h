// SPDX-License-Identifier: Apache-2.0
//
// Run-time extents of values, found by following definitions.
#pragma once

#include "IR.h"

namespace gateaux::ir {

/// The number of rows or columns of a value: a constant, an integer value, or that of another
/// value (an argument, or an operation whose extents do not follow from its operands).
struct Extent {
  enum Kind { Constant, Integer, OfValue } kind = Constant;
  int64_t constant = 1;
  const Value *value = nullptr;
  int axis = 0; ///< OfValue: 0 for rows, 1 for columns, 2 for the length of the main diagonal
  bool operator==(const Extent &) const = default;
};

/// The extent of `x` along `axis` (0: rows, 1: columns). A list has a row for each item.
Extent extent(const Value *x, int axis);
/// What an integer value stands for, where it is an extent.
Extent extentOf(const Value *integer);
/// The argument of the function in whose items' shapes those of a list are; null where there is none.
const Value *itemsLike(const Value *list);
/// True where both have the same shape whatever the arguments are.
bool sameShape(const Value *a, const Value *b);

} // namespace gateaux::ir
