// SPDX-License-Identifier: Apache-2.0
//
// Loops that only add to what they carry.
#pragma once

#include "../ir/Regions.h"

#include <unordered_map>

namespace gateaux::transform {

/// Finds out whether a loop only adds to what it carries, so that its iterations may run in any
/// order.
class Accumulation {
public:
  explicit Accumulation(const ir::Loop &loop) : loop_(loop) {
    ir::forEachUse(loop.body(), [&](const ir::Value *v) { ++uses_[v]; });
  }

  bool holds() {
    for (unsigned k = 0; k < loop_.carried(); ++k)
      if (!holds(k))
        return false;
    return true;
  }
  /// The same for one of the carried values.
  bool holds(unsigned k) {
    const ir::Value *argument = loop_.argument(k);
    unsigned taken = 0;
    return chain(loop_.next(k), argument, taken) && taken == uses_[argument];
  }

private:
  /// True where `v` is `base` with something added; counts the uses of `base`.
  bool chain(const ir::Value *v, const ir::Value *base, unsigned &taken) {
    if (v == base) {
      ++taken;
      return true;
    }
    if (!v->def || uses_[v] != 1)
      return false;
    const ir::Operation &op = *v->def;
    switch (op.kind) {
    case ir::Op::Add:
    case ir::Op::AddLists: {
      unsigned before = taken;
      if (chain(op.operand(0), base, taken))
        return true;
      taken = before;
      return chain(op.operand(1), base, taken);
    }
    case ir::Op::Sub:
    case ir::Op::Accumulate:
    case ir::Op::AddItem:
      return chain(op.operand(0), base, taken);
    case ir::Op::If:
      return chain(op.blocks[0]->yields[v->index], base, taken) &&
             chain(op.blocks[1]->yields[v->index], base, taken);
    case ir::Op::For: {
      const ir::Loop inner(op);
      if (v->index >= inner.carried() || !chain(inner.initial(v->index), base, taken))
        return false;
      unsigned own = 0;
      const ir::Value *argument = inner.argument(v->index);
      return chain(inner.next(v->index), argument, own) && own == uses_[argument];
    }
    default:
      return false;
    }
  }

  const ir::Loop loop_;
  std::unordered_map<const ir::Value *, unsigned> uses_;
};

/// True for zero, zero repeated to a matrix, and lists of zeros.
bool isZero(const ir::Value *v);

/// Where what a loop has summed up from zero is added to something that is known before it, the loop
/// begins with that.
void beginWithPrior(ir::Function &f);

} // namespace gateaux::transform
