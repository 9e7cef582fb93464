// SPDX-License-Identifier: Apache-2.0
//
// Where loops and conditions keep what goes in and out of their blocks: one variable per carried
// value or result, in which the values that follow each other take their places where they can.
#include "Plan.h"

#include "../ir/Regions.h"
#include "../ir/Shapes.h"

#include <algorithm>
#include <stdexcept>

namespace gateaux::emit {

using ir::Op;
using ir::Operation;
using ir::Value;

namespace {

/// True where the shape of `v` is known before the operation that it is a result of.
bool hasShapeBefore(const Value *v) {
  return ir::extent(v, 0).value != v && ir::extent(v, 1).value != v;
}

bool fits(const ir::Type &a, const ir::Type &b) {
  return a.scalar == b.scalar && a.list == b.list && a.dense == b.dense && a.rows == b.rows && a.cols == b.cols &&
         a.spelling == b.spelling;
}

} // namespace

void Plan::assignRegion(const Operation &op) {
  for (const Value *r : op.results)
    if (r->type.isSequence())
      nameSequence(r);
  op.kind == Op::If ? assignIf(op) : assignLoop(op);
}

/// A sequence that an operation around keeps or hands on is part of what that one has.
void Plan::nameSequence(const Value *sequence) {
  const auto &uses = uses_.at(sequence);
  const auto yielding = std::count_if(uses.begin(), uses.end(), [](const Use &use) { return use.yields != nullptr; });
  if (yielding > 1)
    throw std::logic_error("a sequence that is part of two others");
  if (yielding == 1)
    return;
  Storage *s = newVariable(sequence, Storage::Sequence);
  names_.erase(s->name);
  members_.erase(s->name);
  s->name = uniqueName((s->stem.empty() ? "step" : s->stem) + "_saved");
  s->writable = false;
  s->type.array = false;
  storage_[sequence] = s;
}

/// The variable of `x`, where `result` may take its place: nobody reads `x` after `position`.
Storage *Plan::takenOver(const Value *x, const Value *result, size_t position) {
  auto *s = const_cast<Storage *>(storageOf(x));
  if (!s || lastRead_.at(x) > position || lastReadOf_[s] > position || !fits(s->type, result->type))
    return nullptr;
  if (s->where != Storage::Buffer && s->where != Storage::Local && s->where != Storage::Member && s->where != Storage::List)
    return nullptr;
  if (!s->declared.empty() || (s->where == Storage::Local && crosses(result)))
    return nullptr;
  if (s->where == Storage::Buffer && !hasShapeBefore(result))
    return nullptr;
  if (s->named && !result->name.empty() && s->stem != result->name && s->where != Storage::List)
    return nullptr;
  if (!s->named && !result->name.empty()) {
    s->named = true;
    s->stem = result->name;
    s->name = uniqueName(result->name);
  }
  return s;
}

/// The variable of a result; `initial` is what it begins with in a loop. It is none of `others`, the
/// variables of the results before it.
Storage *Plan::regionVariable(const Operation &op, const Value *result, const Value *initial,
                              const std::vector<Storage *> &others) {
  auto isOther = [&](const Storage *s) { return std::find(others.begin(), others.end(), s) != others.end(); };
  const size_t free = ir::isLoop(op.kind) ? position_.at(&op) : range_.at(op.blocks.back().get()).second;
  bool returned = false;
  for (const Use &use : uses_.at(result)) {
    if (use.op)
      continue;
    const ir::Output &output = function_.outputs[use.index];
    if (output.path.empty()) {
      returned = result->type.dense;
      continue;
    }
    // A small matrix that a loop changes is a local: compilers cannot know that nothing else lies where a parameter is.
    if (ir::isLoop(op.kind) && result->type.dense && !result->type.isList() && result->type.isFixed() && !crosses(result) &&
        !leafAt(output.path)->value)
      continue;
    Storage *s = byPath_.at(output.path);
    const ir::Parameter::Leaf &leaf = *leafAt(output.path);
    bool begins = initial && leaf.value == initial && lastRead_.at(initial) <= free;
    bool fitting = s->type.scalar == result->type.scalar && s->type.dense == result->type.dense && s->type.list == result->type.list;
    if (!taken_.count(s) && fitting && partOfOutput(output) == partOf(op) && !crosses(result) &&
        (begins || !s->first || (leaf.value && lastRead_.at(leaf.value) <= free)) &&
        (!lastReadOf_.count(s) || lastReadOf_.at(s) <= free) &&
        (!result->type.dense || result->type.isFixed() || result->type.isList() || hasShapeBefore(result))) {
      taken_.insert(s);
      return s;
    }
  }
  if (!returned) {
    if (auto it = wanted_.find(result); it != wanted_.end())
      if (!isOther(it->second) && lastReadOf_[it->second] <= free && fits(it->second->type, result->type))
        return it->second;
    if (initial && !isOther(storageOf(initial)))
      if (Storage *s = takenOver(initial, result, free))
        return s;
    if (op.kind == Op::If)
      for (const auto &arm : op.blocks)
        if (const Value *x = arm->yields[result->index]; ir::isVisible(x, op.block) && !isOther(storageOf(x)))
          if (Storage *s = takenOver(x, result, free))
            return s;
  }
  Storage::Where where = Storage::Local;
  if (result->type.isList())
    where = Storage::List;
  else if (returned || (result->type.dense && !result->type.isFixed() && !hasShapeBefore(result)))
    where = Storage::Member;
  else if (result->type.dense && !result->type.isFixed())
    where = Storage::Buffer;
  else if (crosses(result))
    where = Storage::Member;
  Storage *s = newVariable(result, where);
  s->type.array = false;
  s->writable = result->type.dense || where == Storage::List;
  if (returned) {
    s->declared = function_.result;
    s->type.array = s->declared.rfind("Eigen::Array", 0) == 0;
    s->type.rowMajor = s->declared.find("RowMajor") != std::string::npos || s->type.isRow();
  }
  return s;
}

/// `v` is to stand in `s` at the end of `block`, and so are the steps on the way to it.
void Plan::want(const Value *v, const ir::Block *block, Storage *s) {
  if (v->def && v->def->block == block)
    wanted_[v] = s;
  while (v->def && ir::encloses(block, v->def->block)) {
    wanted_.emplace(v, s);
    const Operation &op = *v->def;
    switch (op.kind) {
    case Op::Add: case Op::Sub: case Op::Update: case Op::Accumulate:
    case Op::PutItem: case Op::AddItem: case Op::DropItem: case Op::ResizeList: case Op::AddLists:
      v = op.operand(0);
      break;
    case Op::For: case Op::While:
      if (v->index < ir::Loop(op).first())
        return;
      v = ir::Loop(op).initial(v->index - ir::Loop(op).first());
      break;
    case Op::If:
      want(op.blocks[1]->yields[v->index], block, s);
      v = op.blocks[0]->yields[v->index];
      break;
    default:
      return;
    }
    if (!stored_.count(v))
      return;
  }
}

void Plan::assignIf(const Operation &op) {
  std::vector<Storage *> variables;
  std::vector<const Value *> held; // what the variable holds before
  for (const Value *r : op.results) {
    variables.push_back(r->type.isSequence() ? nullptr : regionVariable(op, r, nullptr, variables));
    held.push_back(nullptr);
    if (Storage *s = variables.back()) {
      s->changes = true;
      if (auto it = holds_.find(s); it != holds_.end())
        held.back() = it->second;
    }
  }
  for (const auto &arm : op.blocks) {
    const auto [first, last] = range_.at(arm.get());
    for (size_t i = 0; i < op.results.size(); ++i) {
      if (!variables[i])
        continue;
      // In this arm only what this arm reads of it stands in the way.
      size_t &read = lastReadOf_[variables[i]];
      holds_[variables[i]] = held[i];
      if (held[i])
        read = lastReadWithin(held[i], first, last);
      else
        read = 0;
      const Value *v = arm->yields[i];
      want(v, arm.get(), variables[i]);
    }
    assignInner(*arm);
  }
  for (size_t i = 0; i < op.results.size(); ++i)
    if (variables[i]) {
      storage_[op.results[i]] = variables[i];
      holds_[variables[i]] = op.results[i];
      lastReadOf_[variables[i]] = lastRead_.at(op.results[i]);
    }
}

void Plan::assignLoop(const Operation &op) {
  const ir::Loop loop(op);
  std::vector<Storage *> variables;
  for (unsigned k = 0; k < loop.carried(); ++k) {
    Storage *s = regionVariable(op, loop.result(k), loop.initial(k), variables);
    s->changes = true;
    variables.push_back(s);
  }
  for (unsigned k = 0; k < loop.carried(); ++k) {
    storage_[loop.argument(k)] = storage_[loop.result(k)] = variables[k];
    holds_[variables[k]] = loop.argument(k);
    lastReadOf_[variables[k]] = lastRead_.at(loop.argument(k));
    want(loop.next(k), &loop.body(), variables[k]);
  }
  Storage counter;
  counter.where = Storage::Local;
  counter.type = loop.counter()->type;
  counter.first = loop.counter();
  counter.writable = false;
  counter.changes = true;
  const std::string &name = loop.counter()->name;
  const bool shared = !loop.isFor() && crosses(loop.count()); // a later part reads the number
  if (shared)
    counter.where = Storage::Member;
  counter.name = uniqueName(name.empty() ? "i" : name, shared);
  all_.push_back(counter);
  storage_[loop.counter()] = &all_.back();
  lastReadOf_[&all_.back()] = positions_;
  if (!loop.isFor()) {
    storage_[loop.count()] = &all_.back();
    Storage running;
    running.where = Storage::Local;
    running.type = ir::Type::boolean();
    running.name = uniqueName("running", false);
    running.changes = true;
    all_.push_back(running);
    condition_[&op] = &all_.back();
    lastReadOf_[&all_.back()] = 0;
    if (const Value *v = loop.goOn(); v->def && v->def->block == &loop.body() && required_.count(v))
      wanted_.emplace(v, &all_.back());
  }
  // The counter of a `for` is declared in it.
  const std::string counterName = storage_.at(loop.counter())->name;
  assignInner(loop.body());
  if (loop.isFor())
    names_.erase(counterName);
  for (unsigned k = 0; k < loop.carried(); ++k) {
    holds_[variables[k]] = loop.result(k);
    lastReadOf_[variables[k]] = lastRead_.at(loop.result(k));
  }
}

/// True where a part other than the one that computes `v` reads it, directly or through
/// expressions that are written where they are used. All users have been decided on.
bool Plan::crosses(const Value *v) const {
  return parts_.size() > 1 && readElsewhere(v, part_.at(v->def));
}

bool Plan::readElsewhere(const Value *v, unsigned own) const {
  if (auto named = extentIn_.find(v); named != extentIn_.end())
    for (unsigned part : named->second)
      if (part != own)
        return true;
  auto it = uses_.find(v);
  if (it == uses_.end())
    return false;
  for (const Use &use : it->second) {
    if (!use.op) {
      if (partOfOutput(function_.outputs[use.index]) != own)
        return true;
      continue;
    }
    if (ir::isStructured(use.op->kind)) {
      if (part_.at(use.op) != own)
        return true;
      continue;
    }
    const Value *result = use.op->result();
    if (part_.at(use.op) != own || (!stored_.count(result) && readElsewhere(result, own)))
      return true;
  }
  return false;
}

} // namespace gateaux::emit
