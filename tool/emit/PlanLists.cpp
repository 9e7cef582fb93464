// SPDX-License-Identifier: Apache-2.0
//
// Lists: they are changed in their places, and their items are seen there.
#include "Plan.h"

#include "../ir/Regions.h"

#include <algorithm>

namespace gateaux::emit {

using ir::Op;
using ir::Operation;
using ir::Value;

bool changesList(Op op) {
  switch (op) {
  case Op::SizedList:
  case Op::ResizeList:
  case Op::PutItem:
  case Op::AddItem:
  case Op::DropItem:
  case Op::AddLists:
    return true;
  default:
    return false;
  }
}

bool isZeroList(const Value *v) {
  return v->def && (v->def->kind == Op::EmptyList || v->def->kind == Op::ZeroList);
}

void Plan::decideList(const Operation &op) {
  if (!changesList(op.kind))
    return; // zeros, and lists that are items themselves
  stored_.insert(op.result());
  for (const Value *x : op.operands)
    if (x->type.isList() && !isZeroList(x) && op.kind != Op::SizedList)
      require(x);
  if (op.kind != Op::PutItem)
    return;
  // What is computed may read the item that it replaces.
  const Value *x = op.operand(2);
  const bool filled = x->def && x->def->kind == Op::Broadcast && !x->def->operand(0)->type.dense;
  if (x->def && x->type.dense && !x->type.isList() && !filled)
    required_.insert(x);
}

/// True for a sum that is only added to an item of a list: its terms are, one after the other.
bool Plan::addsToItem(const Value *v) const {
  const auto it = uses_.find(v);
  return v->def && v->def->kind == Op::Add && it != uses_.end() && it->second.size() == 1 &&
         it->second[0].op && it->second[0].op->kind == Op::AddItem && !required_.count(v) &&
         !crosses(v);
}

/// True where an item of a list is read when the list has changed.
bool Plan::isReadLate(const Operation &read) {
  const Value *list = read.operand(0), *item = read.result();
  const std::vector<size_t> &reads = reads_.at(item);
  const size_t last = reads.empty() ? 0 : *std::max_element(reads.begin(), reads.end());
  const bool later = crosses(item);
  return std::any_of(uses_.at(list).begin(), uses_.at(list).end(), [&](const Use &use) {
    if (!use.op || use.yields || position_.at(use.op) <= position_.at(&read))
      return false;
    const bool changes =
        ir::isStructured(use.op->kind) || (use.index == 0 && changesList(use.op->kind));
    return changes && (later || last >= position_.at(use.op));
  });
}

} // namespace gateaux::emit
