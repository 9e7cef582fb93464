// SPDX-License-Identifier: Apache-2.0
//
// Extents that are equal because operations would not be possible otherwise.
#pragma once

#include "Shapes.h"

#include <vector>

namespace gateaux::ir {

/// What is known within a block: where `X - Y` is computed in it or around it, X has as many rows as
/// Y, whichever two values these follow from. Operations in arms and loops inside tell nothing, as
/// they may not run; those of a loop beside one around it that runs as often do.
class EqualExtents {
public:
  explicit EqualExtents(const Block &block);

  bool equal(const Extent &a, const Extent &b) const;

private:
  void read(const Block &block);
  void unite(const Value *a, int axisOfA, const Value *b, int axisOfB);
  size_t find(const Extent &e) const;

  std::vector<std::vector<Extent>> classes_;
};

} // namespace gateaux::ir
