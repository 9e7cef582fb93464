// SPDX-License-Identifier: Apache-2.0
#include "Fuse.h"

#include "../ir/Builder.h"
#include "../ir/Positions.h"
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

namespace {

bool isConstant(const Value *v) { return v->def && v->def->kind == Op::Constant; }

bool sameInteger(const Value *a, const Value *b) {
  return a == b || (isConstant(a) && isConstant(b) && a->def->attrs.integer == b->def->attrs.integer);
}

bool isZero(const Value *v) { return isConstant(v) && v->def->attrs.integer == 0; }

bool hasStructure(const Operation &op) {
  return std::any_of(op.blocks.begin(), op.blocks.end(), [](const auto &block) {
    return std::any_of(block->operations.begin(), block->operations.end(),
                       [](const auto &inner) { return ir::isStructured(inner->kind); });
  });
}

class Fusion {
public:
  Fusion(ir::Function &f, const Parts &parts) : f_(f), parts_(f, parts) {}

  void block(Block &b) {
    for (size_t i = 0; i < b.operations.size(); ++i)
      for (size_t j = i + 1; ir::isStructured(b.operations[i]->kind) && j < b.operations.size();)
        j = attempt(b, i, j) ? i + 1 : j + 1; // the merged operation may stand further down now
    for (const auto &op : b.operations)
      for (const auto &inner : op->blocks)
        block(*inner);
  }

  /// Whether anything structured in merged blocks came from both.
  bool nested() const { return nested_; }

private:
  /// Whether both run through the same iterations or arms; the direction in which they may.
  bool match(Operation &a, Operation &b, int64_t &direction) {
    if (a.kind == Op::If || b.kind == Op::If)
      return a.kind == b.kind && a.operand(0) == b.operand(0);
    const Loop first(a), second(b);
    direction = first.isFor() ? *a.attrs.integer : 1;
    if (!second.isFor())
      return false;
    if (first.isFor() ? !sameInteger(first.begin(), second.begin()) ||
                            !sameInteger(first.end(), second.end())
                      : !isZero(second.begin()) || second.end() != first.count())
      return false;
    if (*b.attrs.integer == direction || Accumulation(second).holds())
      return true;
    direction = *b.attrs.integer;
    return first.isFor() && Accumulation(first).holds();
  }

  /// Where the second loop reads what the first keeps of the same iteration.
  static bool readsSameIteration(const Operation &recall, const Loop &second) {
    const Value *position = recall.operand(1);
    if (position == second.counter())
      return isZero(second.begin());
    return position->def && position->def->kind == Op::Sub &&
           position->def->operand(0) == second.counter() &&
           sameInteger(position->def->operand(1), second.begin());
  }

  /// What the same iteration of the first loop has for an item of a list that it leaves.
  static Value *itemOfSameIteration(const Operation &recall, const Loop &first, const Loop &second) {
    const auto offset = ir::behindCounter(second, recall.operand(1));
    return offset ? ir::itemOfIteration(first, recall.operand(0), *offset) : nullptr;
  }

  bool attempt(Block &block, size_t i, size_t j) {
    Operation &a = *block.operations[i], &b = *block.operations[j];
    int64_t direction = 1;
    if (!ir::isStructured(b.kind) || !match(a, b, direction) || parts_.of(a) != parts_.of(b))
      return false;
    // What stands between and depends on the first must not be needed by the second.
    std::unordered_set<const Value *> after(a.results.begin(), a.results.end());
    std::vector<bool> stays(j - i, false);
    for (size_t k = i + 1; k < j; ++k) {
      const Operation &op = *block.operations[k];
      std::vector<Value *> used = usedBy(op);
      if (std::any_of(used.begin(), used.end(), [&](Value *v) { return after.count(v); })) {
        after.insert(op.results.begin(), op.results.end());
        stays[k - i] = true;
      }
    }
    const std::unordered_set<const Value *> own(a.results.begin(), a.results.end());
    for (size_t n = 0; n < b.operands.size(); ++n)
      if (after.count(b.operands[n]) &&
          !(a.kind == Op::While && n == 1 && b.operands[n] == a.results.front()))
        return false;
    std::vector<Operation *> recalls;
    bool allowed = true;
    for (const auto &inner : b.blocks)
      check(*inner, a, b, after, own, recalls, allowed);
    if (!allowed)
      return false;

    nested_ = nested_ || (hasStructure(a) && hasStructure(b));
    ir::ValueMap map;
    if (a.kind == Op::If) {
      mergeIf(a, b);
    } else {
      const Loop first(a), second(b);
      for (Operation *recall : recalls)
        map[recall->result()] = recall->operand(0)->type.isList() ? itemOfSameIteration(*recall, first, second)
                                                                  : a.blocks[0]->yields[recall->operand(0)->index];
      countAlike(first, second, map);
      for (Operation *recall : recalls) {
        auto &operations = recall->block->operations;
        retired_.push_back(nullptr);
        auto it = std::find_if(operations.begin(), operations.end(), [&](const auto &op) { return op.get() == recall; });
        retired_.back() = std::move(*it);
        operations.erase(it);
      }
      mergeLoops(first, second);
      if (first.isFor())
        a.attrs.integer = direction;
    }
    // Everything else that stands between goes before both.
    std::vector<std::unique_ptr<Operation>> order;
    for (size_t k = 0; k < i; ++k)
      order.push_back(std::move(block.operations[k]));
    for (size_t k = i + 1; k < j; ++k)
      if (!stays[k - i])
        order.push_back(std::move(block.operations[k]));
    order.push_back(std::move(block.operations[i]));
    for (size_t k = i + 1; k < block.operations.size(); ++k)
      if (k != j && block.operations[k])
        order.push_back(std::move(block.operations[k]));
    retired_.push_back(std::move(block.operations[j]));
    block.operations = std::move(order);
    if (!map.empty())
      replaceUses(f_, map);
    return true;
  }

  void check(const Block &inner, const Operation &a, const Operation &b,
             const std::unordered_set<const Value *> &after,
             const std::unordered_set<const Value *> &own, std::vector<Operation *> &recalls,
             bool &allowed) {
    for (const auto &op : inner.operations) {
      for (size_t n = 0; n < op->operands.size(); ++n) {
        const Value *v = op->operands[n];
        if (!after.count(v))
          continue;
        if (a.kind == Op::If && own.count(v))
          continue;
        if (ir::isLoop(a.kind) && own.count(v) && op->kind == Op::Recall && n == 0 &&
            (v->type.isList() ? itemOfSameIteration(*op, Loop(a), Loop(b)) != nullptr
                              : readsSameIteration(*op, Loop(b))))
          recalls.push_back(op.get());
        else
          allowed = false;
      }
      for (const auto &nested : op->blocks)
        check(*nested, a, b, after, own, recalls, allowed);
    }
    for (const Value *v : inner.yields)
      if (after.count(v) && !(a.kind == Op::If && own.count(v)))
        allowed = false;
  }

  /// Lets the second loop count as the first does, also where their counters are of different types.
  void countAlike(const Loop &first, const Loop &second, ir::ValueMap &map) {
    Value *counter = first.counter();
    if (counter->type == second.counter()->type) {
      map[second.counter()] = counter;
      return;
    }
    ir::Builder b(f_);
    b.setBlock(second.body());
    Value *converted = b.createTyped(Op::Cast, second.counter()->type, {counter});
    auto &operations = second.body().operations;
    std::rotate(operations.begin(), operations.end() - 1, operations.end());
    map[second.counter()] = converted;
    ir::forEachOperation(second.body(), [&](const Operation &op) {
      if (op.kind == Op::Cast && op.operand(0) == second.counter() && op.result()->type == counter->type)
        map[op.result()] = counter;
    });
  }

  static void take(Block &to, Block &from) {
    for (auto &op : from.operations) {
      op->block = &to;
      to.operations.push_back(std::move(op));
    }
    from.operations.clear();
  }

  static void adopt(Operation &a, Value *result) {
    result->def = &a;
    result->index = static_cast<unsigned>(a.results.size());
    a.results.push_back(result);
  }

  void mergeIf(Operation &a, Operation &b) {
    for (size_t arm = 0; arm < 2; ++arm) {
      // In its arm the second reads what the first yields there.
      ir::ValueMap map;
      for (size_t r = 0; r < a.results.size(); ++r)
        map[a.results[r]] = a.blocks[arm]->yields[r];
      replaceUses(*b.blocks[arm], map);
      take(*a.blocks[arm], *b.blocks[arm]);
      for (Value *v : b.blocks[arm]->yields)
        a.blocks[arm]->yields.push_back(v);
    }
    for (Value *r : b.results)
      adopt(a, r);
    b.results.clear();
  }

  static void mergeLoops(const Loop &first, const Loop &second) {
    Operation &a = first.op, &b = second.op;
    Block &body = first.body(), &other = second.body();
    const unsigned carriedA = first.carried(), carriedB = second.carried();
    const unsigned keptA = first.kept(), keptB = second.kept();
    std::vector<Value *> yields(body.yields.begin(), body.yields.begin() + first.first() + carriedA);
    std::vector<Value *> results(a.results.begin(), a.results.begin() + first.first() + carriedA);
    for (unsigned k = 0; k < carriedB; ++k) {
      yields.push_back(second.next(k));
      results.push_back(second.result(k));
    }
    for (unsigned j = 0; j < keptA; ++j) {
      yields.push_back(first.keptValue(j));
      results.push_back(first.sequence(j));
    }
    for (unsigned j = 0; j < keptB; ++j) {
      yields.push_back(second.keptValue(j));
      results.push_back(second.sequence(j));
    }
    for (unsigned k = 0; k < carriedB; ++k) {
      a.operands.push_back(second.initial(k));
      Value *argument = second.argument(k);
      argument->block = &body;
      argument->index = static_cast<unsigned>(body.arguments.size());
      body.arguments.push_back(argument);
    }
    take(body, other);
    body.yields = std::move(yields);
    a.results.clear();
    b.results.clear();
    for (Value *r : results)
      adopt(a, r);
  }

  ir::Function &f_;
  PartsOf parts_;
  bool nested_ = false;
  std::vector<std::unique_ptr<Operation>> retired_;
};

} // namespace

std::vector<Value *> usedBy(const Operation &op) {
  std::vector<Value *> values = ir::captured(op);
  values.insert(values.end(), op.operands.begin(), op.operands.end());
  return values;
}

unsigned PartsOf::of(const Operation &op) const {
  unsigned part = 0;
  for (const Value *v : usedBy(op))
    part = std::max(part, of(v));
  return part;
}

unsigned PartsOf::of(const Value *v) const {
  if (parts_.empty())
    return 0;
  if (auto it = known_.find(v); it != known_.end())
    return it->second;
  unsigned part = 0;
  if (v->def)
    part = of(*v->def);
  else if (auto it = parts_.find(v->index); v->block == &f_.body && it != parts_.end())
    part = it->second;
  return known_[v] = part;
}

bool fuse(ir::Function &f, const Parts &parts) {
  tidy(f);
  Fusion fusion(f, parts);
  fusion.block(f.body);
  tidy(f);
  beginWithPrior(f);
  return fusion.nested();
}

} // namespace gateaux::transform
