// SPDX-License-Identifier: Apache-2.0
//
// What of a function reads an argument, and what depends on some.
#include "Influence.h"

#include "ir/Regions.h"

#include <algorithm>

using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

/// True for the slice of a vector that resize() puts at the beginning of the new one.
bool isKeptBy(const ir::Block &block, const Operation &slice) {
  unsigned uses = 0, kept = 0;
  for (const auto &operation : block.operations) {
    uses += static_cast<unsigned>(
        std::count(operation->operands.begin(), operation->operands.end(), slice.result()));
    const Value *whole = operation->operands.empty() ? nullptr : operation->operands[0];
    kept += operation->kind == Op::Update && operation->operand(3) == slice.result() &&
            whole->def && whole->def->kind == Op::Broadcast;
  }
  return uses == 1 && kept == 1;
}

/// Adds the values that depend on some of `reached`; those of loops go around.
void influence(const ir::Block &block, std::set<const Value *> &reached) {
  auto any = [&](const std::vector<Value *> &values) {
    return std::any_of(values.begin(), values.end(),
                       [&](const Value *v) { return reached.count(v) != 0; });
  };
  for (const auto &operation : block.operations) {
    if (isLoop(operation->kind)) {
      const Loop loop(*operation);
      size_t before;
      do {
        before = reached.size();
        for (unsigned k = 0; k < loop.carried(); ++k)
          if (reached.count(loop.initial(k)) || reached.count(loop.next(k))) {
            reached.insert(loop.argument(k));
            reached.insert(loop.result(k));
          }
        influence(loop.body(), reached);
      } while (reached.size() != before);
    } else if (operation->kind == Op::If) {
      for (const auto &inner : operation->blocks) {
        influence(*inner, reached);
        for (size_t i = 0; i < inner->yields.size(); ++i)
          if (reached.count(inner->yields[i]))
            reached.insert(operation->results[i]);
      }
    } else if (!info(operation->kind).is(inactive) && any(operation->operands)) {
      reached.insert(operation->results.begin(), operation->results.end());
    }
  }
}

} // namespace

bool isRead(const ir::Block &block, const Value *argument) {
  for (const auto &operation : block.operations) {
    if (isLoop(operation->kind)) {
      // What a loop carries is read where its body reads it.
      const Loop loop(*operation);
      for (unsigned k = 0; k < loop.carried(); ++k) {
        if (loop.initial(k) != argument)
          continue;
        const auto &yields = loop.body().yields;
        const auto unchanged = std::count(yields.begin(), yields.end(), loop.argument(k));
        if (unchanged > (loop.next(k) == loop.argument(k)) || isRead(loop.body(), loop.argument(k)))
          return true;
      }
      if (isRead(loop.body(), argument) || operation->operands[0] == argument)
        return true;
      continue;
    }
    for (size_t i = 0; i < operation->operands.size(); ++i) {
      if (operation->operands[i] != argument)
        continue;
      const bool overwritten = (operation->kind == Op::Update || operation->kind == Op::PutItem ||
                                operation->kind == Op::ResizeList) &&
                               i == 0;
      // What resize() keeps of a vector does not make it an argument.
      const bool kept = operation->kind == Op::Slice && i == 0 && isKeptBy(block, *operation);
      if (!overwritten && !kept && operation->kind != Op::Rows && operation->kind != Op::Cols)
        return true;
    }
    for (const auto &inner : operation->blocks)
      if (isRead(*inner, argument))
        return true;
  }
  return block.owner && !isLoop(block.owner->kind) &&
         std::count(block.yields.begin(), block.yields.end(), argument) != 0;
}

std::set<const Value *> influencedBy(const ir::Function &function,
                                     const std::vector<const Value *> &arguments) {
  std::set<const Value *> reached(arguments.begin(), arguments.end());
  influence(function.body, reached);
  return reached;
}

} // namespace gateaux::frontend
