// SPDX-License-Identifier: Apache-2.0
#include "Accumulation.h"

#include "Tidy.h"

#include <algorithm>
#include <unordered_set>

namespace gateaux::transform {

using ir::Block;
using ir::Loop;
using ir::Op;
using ir::Operation;
using ir::Value;

bool isZero(const Value *v) {
  const Operation *op = v->def;
  if (!op)
    return false;
  switch (op->kind) {
  case Op::EmptyList:
  case Op::ZeroList:
    return true;
  case Op::Broadcast:
    return isZero(op->operand(0));
  default:
    return op->kind == Op::Constant && op->attrs.number == 0.0;
  }
}

namespace {

class PriorValues {
public:
  explicit PriorValues(ir::Function &f) : f_(f) {}

  void run() {
    while (block(f_.body)) {
    }
  }

private:
  /// The only operation that uses `v`, and no block yields it; null where there is none.
  Operation *onlyUser(const Value *v) const {
    Operation *user = nullptr;
    unsigned uses = 0;
    ir::forEachOperation(f_.body, [&](Operation &op) {
      for (const Value *x : op.operands)
        if (x == v) {
          ++uses;
          user = &op;
        }
      for (const auto &inner : op.blocks)
        uses += static_cast<unsigned>(2 * std::count(inner->yields.begin(), inner->yields.end(), v));
    });
    for (const ir::Output &output : f_.outputs)
      uses += output.value == v ? 2 : 0;
    return uses == 1 ? user : nullptr;
  }

  bool block(Block &b) {
    for (size_t i = 0; i < b.operations.size(); ++i) {
      Operation &op = *b.operations[i];
      for (const auto &inner : op.blocks)
        if (block(*inner))
          return true;
      if (!ir::isLoop(op.kind))
        continue;
      const Loop loop(op);
      for (unsigned k = 0; k < loop.carried(); ++k)
        if (isZero(loop.initial(k)) && Accumulation(loop).holds(k) && begin(b, i, loop, k))
          return true;
    }
    return false;
  }

  bool begin(Block &b, size_t i, const Loop &loop, unsigned k) {
    Value *sum = loop.result(k);
    Operation *add = onlyUser(sum);
    if (!add || (add->kind != Op::Add && add->kind != Op::AddLists) || add->block != &b || !add->result()->type.compatible(sum->type) ||
        add->operand(0) == add->operand(1))
      return false;
    Value *prior = add->operand(add->operand(0) == sum ? 1 : 0);
    if (prior->type.dense != sum->type.dense || !prior->type.compatible(loop.argument(k)->type))
      return false;
    // What the prior value needs goes before the loop.
    std::vector<size_t> needed;
    std::unordered_set<const Value *> wanted{prior};
    for (size_t j = b.operations.size(); j-- > i;) {
      const Operation &op = *b.operations[j];
      if (std::none_of(op.results.begin(), op.results.end(), [&](Value *r) { return wanted.count(r); }))
        continue;
      if (j == i)
        return false;
      needed.push_back(j);
      wanted.insert(op.operands.begin(), op.operands.end());
      if (!op.blocks.empty())
        for (const Value *v : ir::captured(op))
          wanted.insert(v);
    }
    // The first one first: the later ones stay where they are.
    size_t to = i;
    for (auto j = needed.rbegin(); j != needed.rend(); ++j, ++to) {
      auto at = [&](size_t n) { return b.operations.begin() + static_cast<std::ptrdiff_t>(n); };
      std::rotate(at(to), at(*j), at(*j + 1));
    }
    if (Value *argument = loop.argument(k); argument->shapeLike == loop.initial(k))
      argument->shapeLike = prior;
    loop.initial(k) = prior;
    if (sum->name.empty())
      sum->name = add->result()->name;
    replaceUses(f_, {{add->result(), sum}});
    tidy(f_);
    return true;
  }

  ir::Function &f_;
};

} // namespace

void beginWithPrior(ir::Function &f) { PriorValues(f).run(); }

} // namespace gateaux::transform
