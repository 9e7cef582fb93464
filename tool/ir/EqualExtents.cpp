// SPDX-License-Identifier: Apache-2.0
#include "EqualExtents.h"

#include "Regions.h"

#include <algorithm>

namespace gateaux::ir {

EqualExtents::EqualExtents(const Block &block) {
  for (const Block *b = &block; b; b = b->owner ? b->owner->block : nullptr) {
    read(*b);
    if (!b->owner || b->owner->kind != Op::For)
      continue;
    // A loop over the same numbers beside it runs where it does.
    for (const auto &other : b->owner->block->operations)
      if (other.get() != b->owner && other->kind == Op::For && other->operand(0) == b->owner->operand(0) &&
          other->operand(1) == b->owner->operand(1))
        read(*other->blocks.front());
  }
}

void EqualExtents::read(const Block &block) {
  for (const auto &op : block.operations) {
    if (op->kind == Op::Matmul)
      unite(op->operand(0), 1, op->operand(1), 0);
    if (!info(op->kind).is(cwise) && op->kind != Op::Dot)
      continue;
    const Value *first = nullptr;
    for (const Value *x : op->operands) {
      if (!x->type.dense)
        continue;
      if (first)
        for (int axis : {0, 1})
          unite(first, axis, x, axis);
      first = first ? first : x;
    }
  }
}

size_t EqualExtents::find(const Extent &e) const {
  auto it = std::find_if(classes_.begin(), classes_.end(), [&](const std::vector<Extent> &c) {
    return std::find(c.begin(), c.end(), e) != c.end();
  });
  return static_cast<size_t>(it - classes_.begin());
}

void EqualExtents::unite(const Value *a, int axisOfA, const Value *b, int axisOfB) {
  const Extent x = extent(a, axisOfA), y = extent(b, axisOfB);
  if (x == y)
    return;
  size_t i = find(x), j = find(y);
  if (i == j && i < classes_.size())
    return;
  if (i == classes_.size() && j == classes_.size())
    return classes_.push_back({x, y});
  if (i == classes_.size())
    return classes_[j].push_back(x);
  if (j == classes_.size())
    return classes_[i].push_back(y);
  classes_[i].insert(classes_[i].end(), classes_[j].begin(), classes_[j].end());
  classes_.erase(classes_.begin() + static_cast<std::ptrdiff_t>(j));
}

bool EqualExtents::equal(const Extent &a, const Extent &b) const {
  return a == b || (find(a) == find(b) && find(a) < classes_.size());
}

} // namespace gateaux::ir
