// SPDX-License-Identifier: Apache-2.0
#include "Unused.h"
#include "ir/Regions.h"

#include <algorithm>
#include <unordered_set>

using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

/// The values that the results of a function need.
class Needed {
public:
  void add(Value *root) {
    std::vector<Value *> work = {root};
    auto need = [&](Value *v) {
      if (values_.insert(v).second)
        work.push_back(v);
    };
    need(root);
    while (!work.empty()) {
      Value *v = work.back();
      work.pop_back();
      const Operation *op = v->def;
      unsigned place = v->index;
      if (!op) {
        if (!v->block->owner || v->index == 0)
          continue; // an argument of the function, or a counter
        op = v->block->owner;
        place = v->index - 1 + Loop(*op).first();
      }
      if (!isStructured(op->kind)) {
        for (Value *operand : op->operands)
          need(operand);
        continue;
      }
      if (op->kind == Op::If) {
        need(op->operand(0));
        for (const auto &block : op->blocks)
          need(block->yields[place]);
        continue;
      }
      const Loop loop(*op);
      for (unsigned i = 0; i < loop.firstInitial(); ++i)
        need(op->operand(i));
      if (!loop.isFor())
        need(loop.goOn());
      if (place >= loop.first()) {
        need(loop.initial(place - loop.first()));
        need(loop.next(place - loop.first()));
      }
    }
  }
  bool operator()(const Value *v) const { return values_.count(v) != 0; }

private:
  std::unordered_set<const Value *> values_;
};

template <typename T>
void eraseAt(std::vector<T> &list, size_t i) {
  list.erase(list.begin() + static_cast<std::ptrdiff_t>(i));
}

void eraseValue(std::vector<Value *> &list, size_t i) {
  eraseAt(list, i);
  for (; i < list.size(); ++i)
    --list[i]->index;
}

void sweep(Block &block, const Needed &needed) {
  std::erase_if(block.operations, [&](const auto &op) {
    return std::none_of(op->results.begin(), op->results.end(),
                        [&](const Value *v) { return needed(v); }) &&
           !(isLoop(op->kind) &&
             std::any_of(op->blocks[0]->arguments.begin(), op->blocks[0]->arguments.end(),
                         [&](const Value *v) { return v->index > 0 && needed(v); }));
  });
  for (const auto &op : block.operations) {
    for (const auto &inner : op->blocks)
      sweep(*inner, needed);
    if (op->kind == Op::If) {
      for (size_t i = op->results.size(); i-- > 0;) {
        if (needed(op->results[i]))
          continue;
        eraseValue(op->results, i);
        for (const auto &inner : op->blocks)
          eraseAt(inner->yields, i);
      }
    } else if (isLoop(op->kind)) {
      const Loop loop(*op);
      for (unsigned k = loop.carried(); k-- > 0;) {
        if (needed(loop.result(k)) || needed(loop.argument(k)))
          continue;
        eraseAt(op->operands, loop.firstInitial() + k);
        eraseAt(loop.body().yields, loop.first() + k);
        eraseValue(op->results, loop.first() + k);
        eraseValue(loop.body().arguments, 1 + k);
      }
    }
  }
}

} // namespace

void removeUnused(ir::Function &function) {
  Needed needed;
  for (const Output &output : function.outputs)
    needed.add(output.value);
  for (const auto &op : function.body.operations)
    if (!isStructured(op->kind))
      for (Value *v : op->results)
        if (!v->name.empty())
          needed.add(v);
  sweep(function.body, needed);
}

} // namespace gateaux::frontend
