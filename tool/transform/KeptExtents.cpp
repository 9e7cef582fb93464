// SPDX-License-Identifier: Apache-2.0
#include "KeptExtents.h"

#include "../ir/Builder.h"
#include "../ir/Regions.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <vector>

namespace gateaux::transform {

using ir::Loop;
using ir::Op;
using ir::Operation;
using ir::Value;

namespace {

/// True for what an arm or the first iteration may have left undefined, which is not to be asked for its extents.
bool mayBeUndefined(const Value *v, std::set<const Value *> &seen) {
  if (!seen.insert(v).second)
    return false;
  auto carried = [&](const Operation &op, size_t k) {
    const Loop loop(op);
    return mayBeUndefined(loop.initial(static_cast<unsigned>(k)), seen) ||
           mayBeUndefined(loop.next(static_cast<unsigned>(k)), seen);
  };
  const Operation *op = v->def;
  if (!op)
    return v->block && v->block->owner && ir::isLoop(v->block->owner->kind) && v->index > 0 &&
           carried(*v->block->owner, v->index - 1);
  if (op->kind == Op::Undefined)
    return true;
  if (op->kind == Op::If)
    return mayBeUndefined(op->blocks[0]->yields[v->index], seen) || mayBeUndefined(op->blocks[1]->yields[v->index], seen);
  if (ir::isLoop(op->kind)) {
    const Loop loop(*op);
    return v->index >= loop.first() && v->index < loop.first() + loop.carried() && carried(*op, v->index - loop.first());
  }
  return false;
}

class Extents {
public:
  explicit Extents(ir::Function &f) : f_(f) {}

  void run() { block(f_.body); }

private:
  void block(ir::Block &b) {
    for (const auto &op : b.operations) {
      for (const auto &inner : op->blocks)
        block(*inner);
      if (!ir::isLoop(op->kind))
        continue;
      for (unsigned j = 0, kept = Loop(*op).kept(); j < kept; ++j) {
        const Value *v = Loop(*op).keptValue(j);
        std::set<const Value *> seen;
        if (v->type.dense && !v->type.isList() && !v->type.isFactor() && !v->type.isSequence() && !mayBeUndefined(v, seen))
          replace(*op, j);
      }
    }
  }

  /// The operations that read a value, in `b` and inside; nothing where something else does.
  static bool readers(ir::Block &b, const Value *v, std::vector<Operation *> &found) {
    for (const auto &op : b.operations) {
      if (std::find(op->operands.begin(), op->operands.end(), v) != op->operands.end())
        found.push_back(op.get());
      for (const auto &inner : op->blocks)
        if (!readers(*inner, v, found))
          return false;
    }
    return std::find(b.yields.begin(), b.yields.end(), v) == b.yields.end();
  }

  std::optional<std::vector<Operation *>> readersOf(const Value *v) {
    std::vector<Operation *> found;
    const bool isOutput = std::any_of(f_.outputs.begin(), f_.outputs.end(),
                                      [&](const ir::Output &output) { return output.value == v; });
    if (isOutput || !readers(f_.body, v, found))
      return std::nullopt;
    return found;
  }

  void replace(Operation &op, unsigned j) {
    const auto recalls = readersOf(Loop(op).sequence(j));
    if (!recalls || recalls->empty())
      return;
    std::vector<Operation *> asked;
    for (const Operation *recall : *recalls) {
      auto here = recall->kind == Op::Recall ? readersOf(recall->result()) : std::nullopt;
      if (!here)
        return;
      for (Operation *reader : *here) {
        if (reader->kind != Op::Rows && reader->kind != Op::Cols)
          return;
        asked.push_back(reader);
      }
    }
    std::array<Value *, 2> sequences{};
    for (Operation *reader : asked) {
      Value *&sequence = sequences[reader->kind == Op::Cols];
      if (!sequence)
        sequence = kept(op, Loop(op).keptValue(j), reader->kind);
      const Operation *recall = reader->operand(0)->def;
      reader->kind = Op::Recall;
      reader->operands = {sequence, recall->operand(1)};
    }
    for (const Operation *recall : *recalls)
      forget(f_.body, recall->result());
  }

  /// The sequence of an extent of a value of a loop's body.
  Value *kept(Operation &op, Value *v, Op extent) {
    Loop loop(op);
    for (unsigned j = 0; j < loop.kept(); ++j)
      if (const Operation *def = loop.keptValue(j)->def; def && def->kind == extent && def->operand(0) == v)
        return loop.sequence(j);
    ir::Builder b(f_);
    b.setBlock(loop.body());
    b.setLocation(op.loc);
    b.setStage(op.stage);
    Value *n = b.create(extent, {v});
    loop.body().yields.push_back(n);
    return f_.addResult(op, n->type.sequenceOf());
  }

  /// A shape that was that of `v` is its own.
  static void forget(ir::Block &b, const Value *v) {
    auto clear = [&](Value *x) {
      if (x->shapeLike == v)
        x->shapeLike = nullptr;
    };
    for (Value *a : b.arguments)
      clear(a);
    for (const auto &op : b.operations) {
      for (Value *r : op->results)
        clear(r);
      for (const auto &inner : op->blocks)
        forget(*inner, v);
    }
  }

  ir::Function &f_;
};

} // namespace

void keepExtents(ir::Function &f) { Extents(f).run(); }

} // namespace gateaux::transform
