// SPDX-License-Identifier: Apache-2.0
#include "Mirrors.h"

#include "../ir/Positions.h"
#include "../ir/Regions.h"
#include "../ir/Shapes.h"

#include <algorithm>
#include <stdexcept>

namespace gateaux::transform {

using ir::Op;
using ir::Operation;
using ir::Value;

Value *Mirrors::counterOf(const Operation &loop) const {
  for (auto it = entered_.rbegin(); it != entered_.rend(); ++it)
    if (it->loop == &loop)
      return it->counter;
  return nullptr;
}

/// True for operations that are computed anew rather than kept, if their operands are.
static bool isRecomputed(const Operation &op) {
  const ir::Type &t = op.result()->type;
  switch (op.kind) {
  case Op::Constant: case Op::Identity: case Op::Rows: case Op::Cols: case Op::Recall:
  case Op::Element: case Op::Slice: case Op::Compare: case Op::Not: case Op::And: case Op::Or:
    return !t.dense || op.kind == Op::Slice || op.kind == Op::Identity || op.kind == Op::Recall;
  case Op::Broadcast:
    return !op.operand(0)->type.dense;
  case Op::Add: case Op::Sub: {
    // Differences of what is there anyway are cheaper than memory.
    auto part = [](const Value *x) { return !x->def || x->def->kind == Op::Slice || x->def->kind == Op::Broadcast; };
    return !t.dense || (part(op.operand(0)) && part(op.operand(1)));
  }
  case Op::Cast: case Op::Neg: case Op::Mul: case Op::Square:
    return !t.dense;
  case Op::Div: case Op::Mod: case Op::Min: case Op::Max: case Op::BitAnd: case Op::BitOr: case Op::BitXor:
  case Op::BitNot: case Op::ShiftLeft: case Op::ShiftRight:
    return !t.dense && t.isInteger();
  case Op::Sequence: case Op::Positions:
    return true;
  case Op::Gather:
    return op.operand(1)->def && op.operand(1)->def->kind == Op::Positions;
  default:
    return false;
  }
}

bool Mirrors::isCheap(const Value *v) const {
  if (ir::isVisible(v, &b_.block()))
    return true;
  if (!v->def)
    return v->index == 0 && v->block->owner && ir::isLoop(v->block->owner->kind) &&
           counterOf(*v->block->owner);
  if (!v->def->blocks.empty() || !isRecomputed(*v->def))
    return false;
  const Operation &op = *v->def;
  if ((op.kind == Op::Rows || op.kind == Op::Cols) && !op.operand(0)->type.isList()) {
    ir::Extent e = ir::extentOf(v);
    return e.kind == ir::Extent::Constant || isCheap(e.value);
  }
  // A part of something that changes is kept itself, not the whole.
  return std::all_of(op.operands.begin(), op.operands.end(), [&](const Value *x) { return isCheap(x); });
}

Value *Mirrors::again(Value *v) {
  if (!v->def)
    return counterOf(*v->block->owner);
  const Operation &op = *v->def;
  if ((op.kind == Op::Rows || op.kind == Op::Cols) && !op.operand(0)->type.isList()) {
    ir::Extent e = ir::extentOf(v);
    if (e.kind == ir::Extent::Constant)
      return b_.integer(e.constant);
    Value *root = access(const_cast<Value *>(e.value));
    if (e.kind == ir::Extent::Integer)
      return root;
    if (e.axis == 2)
      root = b_.create(Op::Diagonal, {root});
    return b_.create(e.axis == 1 ? Op::Cols : Op::Rows, {root});
  }
  std::vector<Value *> operands;
  for (Value *x : op.operands)
    operands.push_back(access(x));
  return b_.clone(op, std::move(operands))->result();
}

Value *Mirrors::exported(Value *v) {
  if (auto it = exported_.find(v); it != exported_.end())
    return it->second;
  ir::Block *home = ir::blockOf(v);
  Operation &owner = *home->owner;
  ir::Function &f = b_.function();
  Value *result = nullptr;
  if (ir::isLoop(owner.kind)) {
    const ir::Loop loop(owner);
    for (unsigned j = 0; j < loop.kept() && !result; ++j)
      if (loop.keptValue(j) == v)
        result = loop.sequence(j);
    if (!result) {
      home->yields.push_back(v);
      result = f.addResult(owner, v->type.sequenceOf());
    }
  } else {
    const size_t arm = owner.blocks[0].get() == home ? 0 : 1;
    for (size_t i = 0; i < owner.results.size() && !result; ++i)
      if (home->yields[i] == v)
        result = owner.results[i];
    if (!result) {
      ir::Block &other = *owner.blocks[1 - arm];
      home->yields.push_back(v);
      other.yields.push_back(
          f.append(other, Op::Undefined, {}, {v->type}, {}, owner.loc)->result());
      result = f.addResult(owner, v->type);
    }
  }
  if (result->name.empty())
    result->name = v->name;
  return exported_[v] = result;
}

/// Where each iteration of a loop puts one item into a list, behind all that have been put, the list
/// that the loop leaves has what an iteration has read and put.
Value *Mirrors::fromList(Value *v) {
  ir::Block *home = ir::blockOf(v);
  if (!v->def || !home->owner || home->owner->kind != Op::For || v->type.isList() || !counterOf(*home->owner))
    return nullptr;
  const ir::Loop loop(*home->owner);
  for (unsigned k = 0; k < loop.carried(); ++k) {
    const Value *list = loop.argument(k);
    const Operation *put = loop.next(k)->def;
    if (!list->type.isList() || !put || put->kind != Op::PutItem || !ir::isVisible(loop.result(k), &b_.block()))
      continue;
    Value *position = nullptr;
    if (v == put->operand(2))
      position = put->operand(1);
    else if (v->def->kind == Op::Recall && v->def->operand(0) == list)
      position = v->def->operand(1);
    const auto offset = position ? ir::behindCounter(loop, position) : std::nullopt;
    if (!offset || !isCheap(position) || ir::itemOfIteration(loop, loop.result(k), *offset) != v)
      continue;
    Value *item = b_.createTyped(Op::Recall, v->type, {loop.result(k), access(position)});
    item->name = v->name;
    return item;
  }
  return nullptr;
}

Value *Mirrors::access(Value *v) {
  ir::Block &here = b_.block();
  if (ir::isVisible(v, &here))
    return v;
  Value *&known = accessed_[{&here, v}];
  if (known)
    return known;
  // A decomposition is made again of its matrix, which is what is kept; positions are no variable.
  if (isCheap(v) || v->type.isFactor() || (v->def && v->def->kind == Op::Positions))
    return accessed_[{&here, v}] = again(v);
  if (Value *item = fromList(v))
    return accessed_[{&here, v}] = item;
  const Operation &owner = *ir::blockOf(v)->owner;
  Value *out = access(exported(v));
  if (ir::isLoop(owner.kind)) {
    Value *position = counterOf(owner);
    if (!position)
      throw std::logic_error("a value of a loop is read outside of it");
    if (owner.kind == Op::For)
      if (Value *begin = access(owner.operands[0]);
          !(begin->def && begin->def->kind == Op::Constant && *begin->def->attrs.integer == 0))
        position = b_.create(Op::Sub, {position, begin});
    out = b_.createTyped(Op::Recall, v->type, {out, position});
    out->name = v->name;
  }
  return accessed_[{&here, v}] = out;
}

} // namespace gateaux::transform
