// SPDX-License-Identifier: Apache-2.0
#include "Tangents.h"

#include "../ir/Clone.h"
#include "../ir/Regions.h"
#include "../ir/Shapes.h"
#include "TangentRules.h"

#include <stdexcept>

namespace gateaux::transform {

using ir::Op;
using ir::Value;

void Tangents::set(Value *v, Value *tangent) {
  if (tangent)
    tangent_[v] = tangent;
}

Value *Tangents::of(Value *v) const {
  auto it = tangent_.find(v);
  return it == tangent_.end() ? nullptr : it->second;
}

Value *Tangents::orZero(Value *v) {
  Value *t = of(v);
  if (!t && v->def && v->def->kind == Op::Undefined) // it has no shape
    return b_.createTyped(Op::Undefined, v->type, {});
  return t ? t : b_.zeroLike(v->type.isList() ? v : mirrors_.access(v));
}

void Tangents::stage(const ir::Operation &op) {
  b_.setLocation(op.loc);
  // The tangent of a reverse sweep is part of the reverse sweep.
  b_.setStage(op.stage == ir::Stage::Adjoint ? ir::Stage::Adjoint : ir::Stage::Tangent);
}

static void nameAfter(Value *tangent, const Value *primal) {
  if (tangent->name.empty() && !primal->name.empty())
    tangent->name = primal->name + "_dot";
}

void Tangents::visit(const ir::Operation &op) {
  if (op.kind == Op::If)
    return visitIf(op);
  if (ir::isLoop(op.kind))
    return op.attrs.again && again_ == Again::Computed && op.block != &b_.block() ? visitCopy(op) : visitLoop(op);
  std::vector<Value *> tangents;
  bool active = false;
  for (Value *v : op.operands) {
    tangents.push_back(of(v));
    active = active || tangents.back();
    if (!tangents.back() && v->def)
      for (const auto &block : v->def->blocks)
        if (of(block->yields[v->index]))
          throw std::logic_error("a loop or condition gives a value that it did not give when it was differentiated");
  }
  if (!active)
    return;
  stage(op);
  std::vector<Value *> results;
  if (op.block == &b_.block()) {
    results = tangentRule(b_, op, tangents);
  } else {
    // In a mirror the rule sees the values of the original as they can be read there.
    ir::Operation seen;
    seen.kind = op.kind;
    seen.attrs = op.attrs;
    seen.loc = op.loc;
    seen.stage = op.stage;
    for (Value *v : op.operands)
      seen.operands.push_back(mirrors_.access(v));
    for (Value *v : op.results)
      seen.results.push_back(mirrors_.access(v));
    results = tangentRule(b_, seen, tangents);
    // A shape of its own is said by the original, which the transpose can read.
    for (size_t i = 0; i < results.size(); ++i)
      if (Value *t = results[i]; t && t->def && t->type.dense && !t->type.isSequence() && !t->type.isList() && !t->shapeLike &&
                                 (ir::extent(t, 0).value == t || ir::extent(t, 1).value == t))
        t->shapeLike = seen.results[i];
  }
  for (size_t i = 0; i < results.size(); ++i)
    if (Value *t = results[i]) {
      set(op.results[i], t);
      nameAfter(t, op.results[i]);
    }
}

void Tangents::visit(size_t first, size_t last) {
  ir::Block &block = b_.block();
  for (size_t i = first; i < last; ++i)
    visit(*block.operations[i]);
}

void Tangents::visitIf(const ir::Operation &op) {
  stage(op);
  ir::Function &f = b_.function();
  ir::Block &outer = b_.block();
  const ir::Stage stageHere = b_.stage();
  ir::Operation *mirror = b_.createMany(Op::If, {}, {mirrors_.access(op.operand(0))});
  for (const auto &arm : op.blocks) {
    b_.setBlock(*f.addBlock(*mirror));
    for (const auto &inner : arm->operations)
      visit(*inner);
  }
  std::vector<std::pair<Value *, Value *>> shaped;
  for (size_t i = 0; i < op.results.size(); ++i) {
    bool active = false;
    for (const auto &arm : op.blocks)
      active = active || of(arm->yields[i]);
    if (!active || !op.results[i]->type.isReal())
      continue;
    ir::Type type = op.results[i]->type;
    type.array = false;
    for (size_t arm = 0; arm < 2; ++arm) {
      Value *v = op.blocks[arm]->yields[i];
      b_.setBlock(*mirror->blocks[arm]);
      b_.setStage(stageHere);
      bool nothing = v->def && v->def->kind == Op::Undefined;
      mirror->blocks[arm]->yields.push_back(
          nothing || v->type.isSequence() ? (of(v) ? of(v) : b_.createTyped(Op::Undefined, type, {}))
                                          : orZero(v));
    }
    Value *t = f.addResult(*mirror, type);
    set(op.results[i], t);
    nameAfter(t, op.results[i]);
    shaped.push_back({t, op.results[i]});
  }
  b_.setBlock(outer);
  for (auto [t, primal] : shaped)
    if (t->type.dense && !t->type.isSequence() && !t->type.isList())
      t->shapeLike = mirrors_.access(primal);
  b_.setStage(stageHere);
  if (mirror->results.empty() && outer.operations.back().get() == mirror)
    outer.operations.pop_back();
}

void Tangents::spread(const ir::Operation &op, std::unordered_set<const Value *> &active) const {
  auto isIn = [&](const Value *v) { return isActive(v, active); };
  auto mark = [&](const Value *v, bool is) {
    return is && v->type.isReal() && active.insert(v).second;
  };
  if (op.kind == Op::If) {
    for (const auto &arm : op.blocks)
      for (const auto &inner : arm->operations)
        spread(*inner, active);
    for (size_t i = 0; i < op.results.size(); ++i)
      mark(op.results[i], isIn(op.blocks[0]->yields[i]) || isIn(op.blocks[1]->yields[i]));
    return;
  }
  if (!ir::isLoop(op.kind)) {
    if (ir::info(op.kind).is(ir::inactive))
      return;
    bool any = false;
    for (const Value *v : op.operands)
      any = any || isIn(v);
    for (const Value *r : op.results)
      mark(r, any);
    return;
  }
  const ir::Loop loop(op);
  for (bool changed = true; changed;) {
    changed = false;
    for (unsigned k = 0; k < loop.carried(); ++k)
      changed |= mark(loop.argument(k), isIn(loop.initial(k)) || isIn(loop.next(k)));
    for (const auto &inner : loop.body().operations)
      spread(*inner, active);
    for (unsigned k = 0; k < loop.carried(); ++k)
      changed |= mark(loop.argument(k), isIn(loop.next(k)));
  }
  for (unsigned k = 0; k < loop.carried(); ++k)
    mark(loop.result(k), isIn(loop.argument(k)));
  for (unsigned j = 0; j < loop.kept(); ++j)
    mark(loop.sequence(j), isIn(loop.keptValue(j)));
}

void Tangents::visitCopy(const ir::Operation &op) {
  bool active = false;
  ir::ValueMap map;
  auto take = [&](Value *v) {
    if (map.count(v))
      return;
    Value *here = map[v] = mirrors_.access(v);
    set(here, of(v));
    active = active || of(v);
  };
  for (Value *v : op.operands)
    take(v);
  for (Value *v : ir::captured(op))
    take(v);
  if (!active)
    return;
  b_.setStage(op.stage);
  b_.setLocation(op.loc);
  const ir::Operation &copy = *ir::cloneDeep(b_, op, map);
  visitLoop(copy);
  for (size_t i = 0; i < op.results.size(); ++i)
    set(op.results[i], of(copy.results[i]));
}

void Tangents::visitLoop(const ir::Operation &op) {
  const ir::Loop loop(op);
  std::unordered_set<const Value *> active;
  spread(op, active);
  std::vector<unsigned> carried;
  for (unsigned k = 0; k < loop.carried(); ++k)
    if (active.count(loop.argument(k)))
      carried.push_back(k);
  bool keeps = false;
  const unsigned kept = loop.kept(); // reading the loop's values may add to them
  for (unsigned j = 0; j < kept; ++j)
    keeps = keeps || active.count(loop.keptValue(j)) || of(loop.keptValue(j));
  if (carried.empty() && !keeps)
    return;
  stage(op);
  const ir::Stage stageHere = b_.stage();
  ir::Function &f = b_.function();
  ir::Block &outer = b_.block();

  std::vector<Value *> operands;
  if (loop.isFor())
    operands = {mirrors_.access(loop.begin()), mirrors_.access(loop.end())};
  else
    operands = {b_.integer(0), mirrors_.access(loop.count())};
  for (unsigned k : carried)
    operands.push_back(orZero(loop.initial(k)));
  ir::Attributes attrs;
  attrs.integer = loop.downwards() ? -1 : 1;
  ir::Operation *mirror = b_.createMany(Op::For, {}, operands, attrs);
  ir::Block &body = *f.addBlock(*mirror);
  Value *counter = f.addBlockArgument(body, operands[0]->type, loop.counter()->name);
  b_.setBlock(body);
  mirrors_.enter(op, counter);
  for (size_t i = 0; i < carried.size(); ++i) {
    Value *primal = loop.argument(carried[i]);
    ir::Type type = primal->type;
    type.array = false;
    Value *argument = f.addBlockArgument(body, type, primal->name.empty() ? "" : primal->name + "_dot");
    if (type.dense && !type.isList()) {
      Value *initial = loop.initial(carried[i]);
      bool constant = ir::extent(primal, 0) == ir::extent(initial, 0) &&
                      ir::extent(primal, 1) == ir::extent(initial, 1);
      argument->shapeLike = constant ? operands[2 + i] : mirrors_.access(primal);
    }
    set(primal, argument);
  }
  for (const auto &inner : loop.body().operations)
    visit(*inner);
  b_.setStage(stageHere);
  for (unsigned k : carried)
    body.yields.push_back(orZero(loop.next(k)));
  for (unsigned k : carried) {
    ir::Type type = loop.result(k)->type;
    type.array = false;
    Value *t = f.addResult(*mirror, type);
    set(loop.result(k), t);
    nameAfter(t, loop.result(k));
  }
  for (unsigned j = 0; j < kept; ++j) {
    Value *v = loop.keptValue(j);
    if (!of(v))
      continue;
    body.yields.push_back(of(v));
    Value *t = f.addResult(*mirror, loop.sequence(j)->type);
    t->type.array = false;
    set(loop.sequence(j), t);
    nameAfter(t, loop.sequence(j));
  }
  mirrors_.leave();
  b_.setBlock(outer);
  b_.setStage(stageHere);
  for (unsigned k : carried)
    if (Value *t = of(loop.result(k)); t->type.dense && !t->type.isList())
      t->shapeLike = mirrors_.access(loop.result(k));
}

} // namespace gateaux::transform
