// SPDX-License-Identifier: Apache-2.0
#include "Tidy.h"

#include "../ir/Regions.h"

#include <algorithm>
#include <unordered_set>

namespace gateaux::transform {

using ir::Block;
using ir::Loop;
using ir::Op;
using ir::Operation;
using ir::Value;

namespace {

template <class F> void forEachSlot(Block &block, F &f) {
  for (const auto &op : block.operations) {
    for (Value *&v : op->operands)
      f(v);
    for (const auto &inner : op->blocks) {
      for (Value *a : inner->arguments)
        if (a->shapeLike) {
          Value *like = const_cast<Value *>(a->shapeLike);
          f(like);
          a->shapeLike = like;
        }
      forEachSlot(*inner, f);
    }
  }
  for (Value *&v : block.yields)
    f(v);
}

/// The values that something depends on, found from the outputs backwards.
class Liveness {
public:
  explicit Liveness(const ir::Function &f) {
    ir::forEachOperation(f.body, [&](const Operation &op) {
      if (op.kind == Op::Written)
        writes_[op.operand(0)].push_back(op.result());
    });
    for (const ir::Output &output : f.outputs)
      mark(output.value);
    while (!work_.empty()) {
      const Value *v = work_.back();
      work_.pop_back();
      visit(v);
    }
  }

  bool isLive(const Value *v) const { return live_.count(v) != 0; }

private:
  void mark(const Value *v) {
    if (v && live_.insert(v).second)
      work_.push_back(v);
  }

  void visit(const Value *v) {
    if (v->shapeLike)
      mark(v->shapeLike);
    if (!v->def) {
      // What a loop carries comes from its initial value and from the iteration before.
      if (v->block && v->block->owner && v->index > 0) {
        const Loop loop(*v->block->owner);
        mark(loop.initial(v->index - 1));
        mark(loop.next(v->index - 1));
      }
      return enclosing(v->block ? v->block->owner : nullptr);
    }
    const Operation &op = *v->def;
    // A call that is not read writes all that it writes, whatever of it is used.
    if (auto it = writes_.find(v); it != writes_.end())
      for (const Value *w : it->second)
        mark(w);
    if (op.kind == Op::If) {
      mark(op.operand(0));
      for (const auto &arm : op.blocks)
        mark(arm->yields[v->index]);
    } else if (ir::isLoop(op.kind)) {
      const Loop loop(op);
      mark(op.operands[0]);
      if (loop.isFor())
        mark(op.operands[1]);
      else
        mark(loop.goOn());
      mark(loop.body().yields[v->index]);
      if (v->index >= loop.first() && v->index < loop.first() + loop.carried())
        mark(loop.initial(v->index - loop.first()));
    } else {
      for (const Value *x : op.operands)
        mark(x);
    }
    enclosing(op.block->owner);
  }

  /// What decides whether the operation around something runs.
  void enclosing(const Operation *owner) {
    if (!owner)
      return;
    if (owner->kind == Op::While)
      mark(Loop(*owner).goOn());
    for (size_t i = 0; i < (owner->kind == Op::For ? 2u : 1u); ++i)
      mark(owner->operands[i]);
  }

  std::unordered_map<const Value *, std::vector<const Value *>> writes_;
  std::unordered_set<const Value *> live_;
  std::vector<const Value *> work_;
};

template <class T, class Keep> void keepIf(std::vector<T> &items, size_t first, Keep keep) {
  size_t to = first;
  for (size_t i = first; i < items.size(); ++i)
    if (keep(i))
      items[to++] = items[i];
  items.resize(to);
}

void renumber(std::vector<Value *> &values) {
  for (size_t i = 0; i < values.size(); ++i)
    values[i]->index = static_cast<unsigned>(i);
}

void trim(Operation &op, const Liveness &liveness) {
  if (op.kind == Op::If) {
    auto keep = [results = op.results, &liveness](size_t i) { return liveness.isLive(results[i]); };
    for (const auto &arm : op.blocks)
      keepIf(arm->yields, 0, keep);
    keepIf(op.results, 0, keep);
    return renumber(op.results);
  }
  const Loop loop(op);
  const size_t first = loop.first(), firstInitial = loop.firstInitial(), carried = loop.carried();
  std::vector<bool> keep(op.results.size(), true);
  for (size_t i = first; i < op.results.size(); ++i)
    keep[i] = liveness.isLive(op.results[i]) ||
              (i < first + carried && liveness.isLive(loop.argument(static_cast<unsigned>(i - first))));
  keepIf(op.operands, firstInitial, [&](size_t i) { return keep[i - firstInitial + first]; });
  keepIf(loop.body().arguments, 1, [&](size_t i) { return keep[i - 1 + first]; });
  keepIf(loop.body().yields, first, [&](size_t i) { return keep[i]; });
  keepIf(op.results, first, [&](size_t i) { return keep[i]; });
  renumber(op.results);
  renumber(loop.body().arguments);
}

void removeDead(Block &block, const Liveness &liveness) {
  auto &operations = block.operations;
  operations.erase(std::remove_if(operations.begin(), operations.end(),
                                  [&](const auto &op) {
                                    return std::none_of(
                                        op->results.begin(), op->results.end(), [&](const Value *r) {
                                          // A carried value may matter to the loop alone.
                                          return liveness.isLive(r);
                                        });
                                  }),
                   operations.end());
  for (const auto &op : operations) {
    if (ir::isStructured(op->kind))
      trim(*op, liveness);
    for (const auto &inner : op->blocks)
      removeDead(*inner, liveness);
  }
}

bool undefined(const Value *v) { return v->def && v->def->kind == Op::Undefined; }

/// True where result j of a condition is what result i is, wherever that may be read.
bool covers(const Operation &op, size_t j, size_t i) {
  return op.results[i]->type == op.results[j]->type &&
         std::all_of(op.blocks.begin(), op.blocks.end(), [&](const auto &arm) {
           return arm->yields[i] == arm->yields[j] || undefined(arm->yields[i]);
         });
}

/// What a loop or condition hands through.
void findConstant(const Block &block, ir::ValueMap &map, ir::ValueMap &constant) {
  for (const auto &op : block.operations) {
    if (op->kind == Op::Recall) // of a sequence of which all items are the same
      if (auto it = constant.find(op->operand(0)); it != constant.end())
        map[op->result()] = it->second;
    for (const auto &inner : op->blocks)
      findConstant(*inner, map, constant);
    if (op->kind == Op::If)
      for (size_t i = 0; i < op->results.size(); ++i) {
        Value *a = op->blocks[0]->yields[i], *b = op->blocks[1]->yields[i];
        if (undefined(a))
          std::swap(a, b);
        if ((a == b || undefined(b)) && !undefined(a) && ir::isVisible(a, op->block))
          map[op->results[i]] = a;
        for (size_t j = 0; j < op->results.size() && !map.count(op->results[i]); ++j)
          if (j != i && !map.count(op->results[j]) && covers(*op, j, i))
            map[op->results[i]] = op->results[j];
      }
    if (!ir::isLoop(op->kind))
      continue;
    const Loop loop(*op);
    for (unsigned j = 0; j < loop.kept(); ++j)
      for (unsigned i = 0; i < j; ++i)
        if (loop.keptValue(i) == loop.keptValue(j) && !map.count(loop.sequence(j)))
          map[loop.sequence(j)] = loop.sequence(i);
    for (unsigned j = 0; j < loop.kept(); ++j)
      if (ir::isVisible(loop.keptValue(j), op->block))
        constant[loop.sequence(j)] = loop.keptValue(j);
    for (unsigned k = 0; k < loop.carried(); ++k)
      if (loop.next(k) == loop.argument(k) || loop.next(k) == loop.initial(k)) {
        map[loop.argument(k)] = loop.initial(k);
        map[loop.result(k)] = loop.initial(k);
      }
  }
}

} // namespace

void replaceUses(Block &block, const ir::ValueMap &map) {
  auto replace = [&](Value *&v) {
    if (auto it = map.find(v); it != map.end())
      v = it->second;
  };
  forEachSlot(block, replace);
}

void replaceUses(ir::Function &f, const ir::ValueMap &map) {
  auto replace = [&](Value *&v) {
    for (auto it = map.find(v); it != map.end(); it = map.find(v))
      v = it->second;
  };
  forEachSlot(f.body, replace);
  for (ir::Output &output : f.outputs)
    replace(output.value);
}

void tidy(ir::Function &f) {
  for (;;) {
    removeDead(f.body, Liveness(f));
    ir::ValueMap map, constant;
    findConstant(f.body, map, constant);
    if (map.empty())
      return;
    replaceUses(f, map);
  }
}

} // namespace gateaux::transform
