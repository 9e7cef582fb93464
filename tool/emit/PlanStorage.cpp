// SPDX-License-Identifier: Apache-2.0
//
// Where stored values are kept: which of them share memory, and which parameters they are computed
// in.
#include "Plan.h"

#include "../ir/Shapes.h"

#include <algorithm>
#include <cctype>

namespace gateaux::emit {

using ir::Op;
using ir::Operation;
using ir::Stage;
using ir::Value;

void Plan::computeLastReads() {
  auto &operations = function_.body.operations;
  const size_t end = operations.size();
  auto last = [&](const Value *v) {
    size_t position = 0;
    auto it = uses_.find(v);
    if (it == uses_.end())
      return position;
    for (const Use &use : it->second) {
      size_t at;
      if (!use.op)
        at = end;
      else if (stored_.count(use.op->result()))
        at = position_.at(use.op);
      else
        at = lastRead_.at(use.op->result());
      position = std::max(position, at);
    }
    return position;
  };
  for (auto it = operations.rbegin(); it != operations.rend(); ++it)
    for (const Value *r : (*it)->results)
      lastRead_[r] = crosses(r) ? end : last(r);
  for (const Value *a : function_.arguments())
    lastRead_[a] = last(a);
  // Extents of buffers are read from the values that they come from.
  for (const auto &op : operations)
    if (stored_.count(op->result()))
      for (int axis = 0; axis < 2; ++axis) {
        ir::Extent e = ir::extent(op->result(), axis);
        if (e.kind == ir::Extent::OfValue)
          lastRead_[e.value] = std::max(lastRead_[e.value], position_.at(op.get()));
      }
}

std::string Plan::uniqueName(const std::string &wanted) {
  std::string name = wanted;
  for (unsigned n = 2; !names_.insert(name).second; ++n)
    name = wanted + std::to_string(n);
  return name;
}

Storage *Plan::newVariable(const Value *v, Storage::Where where) {
  Storage s;
  s.where = where;
  s.type = v->type;
  s.first = v;
  s.named = !v->name.empty();
  s.stem = v->name;
  std::string wanted = v->name;
  for (char &c : wanted)
    if (!std::isalnum(static_cast<unsigned char>(c)))
      c = '_';
  s.name = wanted.empty() ? std::string() : uniqueName(wanted);
  s.writable = where == Storage::Buffer;
  all_.push_back(std::move(s));
  return &all_.back();
}

void Plan::alignedLeaves(const Value *v, bool aligned,
                         std::unordered_map<const Storage *, bool> &leaves,
                         std::vector<const Storage *> &order) const {
  if (const Storage *s = storageOf(v)) {
    auto [it, fresh] = leaves.emplace(s, aligned);
    if (fresh)
      order.push_back(s);
    it->second = it->second && aligned;
    return;
  }
  if (!v->def)
    return;
  const Operation &op = *v->def;
  bool whole = (ir::info(op.kind).is(ir::cwise) || op.kind == Op::StopGradient) && v->type.dense;
  for (const Value *x : op.operands)
    alignedLeaves(x, aligned && whole && x->type.dense, leaves, order);
}

/// A variable that the operation reads for the last time, coefficient by coefficient, and whose
/// place its result can take.
const Storage *Plan::reusable(const Value *v, size_t position) {
  const Operation &op = *v->def;
  std::unordered_map<const Storage *, bool> leaves;
  std::vector<const Storage *> order;
  if (!v->type.dense) { // only where it is a result
    auto path = preferred_.find(v);
    for (const Storage &s : all_)
      if (path != preferred_.end() && s.where == Storage::Parameter && s.name == path->second &&
          s.writable && s.first && lastReadOf_.at(&s) <= position && !s.type.dense &&
          s.type.scalar == v->type.scalar)
        return &s;
    return nullptr;
  }
  bool firstOnly = op.kind == Op::Update || op.kind == Op::Accumulate || op.kind == Op::Sized;
  if (!firstOnly && !ir::info(op.kind).is(ir::cwise))
    return nullptr;
  for (unsigned i = 0; i < op.operands.size(); ++i)
    alignedLeaves(op.operands[i], op.operands[i]->type.dense && (!firstOnly || i == 0), leaves,
                  order);
  const Storage *best = nullptr;
  auto stageOf = [](const Storage *s) {
    return s->first && s->first->def ? s->first->def->stage : Stage::Primal;
  };
  for (const Storage *s : order) {
    const ir::Type &t = s->type;
    if (!leaves.at(s) || !s->writable || lastReadOf_.at(s) > position)
      continue;
    // The memory of a parameter is for what leads to its result.
    auto preferred = preferred_.find(v);
    if (s->where == Storage::Parameter &&
        (preferred == preferred_.end() || preferred->second != s->name))
      continue;
    if (s->memory()->where == Storage::Local && crosses(v))
      continue; // a later part must find it in the workspace
    if (t.scalar != v->type.scalar || t.rows != v->type.rows || t.cols != v->type.cols ||
        (t.rowMajor != v->type.rowMajor && s->where != Storage::Parameter))
      continue;
    if (s->where == Storage::Parameter)
      return s; // where it is to stand in the end
    // What belongs to the same sweep has the name that is nearest in meaning.
    if (!best || (stageOf(best) != op.stage && stageOf(s) == op.stage))
      best = s;
  }
  return best;
}

void Plan::assignStorage() {
  // The leaves of the parameters are variables to begin with.
  std::unordered_map<std::string, Storage *> byPath;
  std::unordered_map<std::string, const Value *> outputAt;
  for (const ir::Output &output : function_.outputs)
    outputAt[output.path] = output.value;
  for (const ir::Parameter &p : function_.parameters)
    for (const auto &leaf : p.leaves) {
      Storage s;
      s.where = Storage::Parameter;
      s.name = leaf.path;
      s.type = leaf.value ? leaf.value->type : leaf.type;
      s.first = leaf.value && uses_.count(leaf.value) ? leaf.value : nullptr;
      s.named = true;
      s.writable = outputAt.count(leaf.path) != 0;
      all_.push_back(s);
      byPath[leaf.path] = &all_.back();
      if (leaf.value) {
        storage_[leaf.value] = &all_.back();
        lastReadOf_[&all_.back()] = lastRead_.at(leaf.value);
      }
    }
  preferOutputs();
  std::unordered_set<const Storage *> taken;
  for (const auto &opPtr : function_.body.operations) {
    const Operation &op = *opPtr;
    const Value *v = op.result();
    if (!stored_.count(v))
      continue;
    size_t position = position_.at(&op);
    const Storage *target = nullptr;
    bool inPlace = false;
    if (op.kind == Op::Sized) { // what is given is sized where it stands
      storage_[v] = storageOf(op.operand(0));
      lastReadOf_[storage_[v]] = lastRead_.at(v);
      inPlace_.insert(v);
      continue;
    }
    auto passed = passed_.find(v);
    if (passed != passed_.end() || op.kind == Op::Invoke || op.kind == Op::Written) {
      const bool local = (!v->type.dense || v->type.isFixed()) && !crosses(v);
      Storage *s = newVariable(v, local ? Storage::Local : Storage::Member);
      if (passed != passed_.end())
        s->type = passed->second;
      s->writable = false;
      storage_[v] = s;
      lastReadOf_[s] = lastRead_.at(v);
      continue;
    }
    const Storage *reuse = reusable(v, position);
    // An output is computed where it is to stand.
    bool returned = false;
    for (const Use &use : uses_.at(v)) {
      if (use.op)
        continue;
      const ir::Output &output = function_.outputs[use.index];
      if (output.path.empty()) {
        returned = true;
        continue;
      }
      Storage *s = byPath.at(output.path);
      // A number that the forward sweep uses too has a name of its own.
      if (!v->type.dense && op.stage == Stage::Primal && uses_.at(v).size() > 1)
        continue;
      bool free = !s->first || lastReadOf_.at(s) <= position;
      bool same = s->type.scalar == v->type.scalar && s->type.dense == v->type.dense;
      if (!taken.count(s) && same && partOfOutput(output) == partOf(op) && !crosses(v) &&
          (s == reuse || (free && !s->first))) {
        target = s;
        taken.insert(s);
        inPlace = s == reuse;
        break;
      }
    }
    if (auto found = preferred_.find(v); !target && found != preferred_.end()) {
      // A step on the way to an output; the parameter holds nothing else before the end.
      Storage *s = byPath.at(found->second);
      if (!s->first && !taken.count(s) && !lastReadOf_.count(s) && s->type.dense && !crosses(v) &&
          s->type.scalar == v->type.scalar && (!reuse || reuse->where != Storage::Parameter))
        target = s;
    }
    if (!target && reuse && !(returned && v->type.dense)) {
      target = reuse;
      inPlace = true;
      if (!v->name.empty() && target->where != Storage::Parameter) {
        Storage *s = const_cast<Storage *>(target);
        const bool sameSweep = !s->first || !s->first->def || s->first->def->stage == op.stage;
        if (!s->named && sameSweep) {
          s->named = true;
          s->stem = v->name;
          s->name = uniqueName(v->name);
          s->type.array = v->type.array;
        } else if (s->stem != v->name && op.kind != Op::Update && op.kind != Op::Accumulate && s->where != Storage::Local) {
          Storage *alias = newVariable(v, Storage::Alias);
          alias->of = s;
          alias->type.array = s->type.array;
          alias->writable = true;
          target = alias;
        }
      }
    }
    if (!target) {
      Storage::Where where = Storage::Buffer;
      if (v->type.dense && returned)
        where = Storage::Member;
      else if (!v->type.dense || v->type.isFixed())
        where = crosses(v) ? Storage::Member : Storage::Local;
      Storage *s = newVariable(v, where);
      if (v->type.dense && returned) {
        // The caller gets a reference to it: it has the type that the function returns.
        s->declared = function_.result;
        s->type.array = s->declared.rfind("Eigen::Array", 0) == 0;
        s->type.rowMajor = s->declared.find("RowMajor") != std::string::npos || s->type.isRow();
      }
      if (where == Storage::Local && v->type.dense)
        s->writable = true; // a later update may take its place
      target = s;
    }
    storage_[v] = target;
    lastReadOf_[target] = lastRead_.at(v);
    if (inPlace)
      inPlace_.insert(v);
  }
  for (const ir::Output &output : function_.outputs)
    if (auto it = storage_.find(output.value); output.path.empty() && it != storage_.end())
      if (Storage *s = const_cast<Storage *>(it->second); s->name.empty())
        s->name = uniqueName("value");
  for (Storage &s : all_)
    if (s.name.empty())
      s.name = uniqueName((s.type.dense ? "T" : "t") + std::to_string(++temporaries_));
  for (const auto &op : function_.body.operations)
    if (storageOf(op->result()))
      for (const Value *v : op->operands)
        noteReads(v, partOf(*op));
  for (const ir::Output &output : function_.outputs)
    noteReads(output.value, partOfOutput(output));
}

/// Notes the variables that `part` reads where it evaluates `v`.
void Plan::noteReads(const Value *v, unsigned part) {
  if (const Storage *s = storageOf(v)) {
    if (v->def && partOf(*v->def) != part)
      crossing_.insert({part, s});
    return;
  }
  if (v->def)
    for (const Value *x : v->def->operands)
      noteReads(x, part);
}

/// The output that `v` is one step of: a chain of updates or sums ends in it.
void Plan::preferOutputs() {
  for (auto it = function_.body.operations.rbegin(); it != function_.body.operations.rend(); ++it) {
    const Operation &op = **it;
    const Value *v = op.result();
    std::string path;
    for (const Use &use : uses_.at(v))
      if (!use.op && !function_.outputs[use.index].path.empty())
        path = function_.outputs[use.index].path;
    if (path.empty())
      if (auto found = preferred_.find(v); found != preferred_.end())
        path = found->second;
    if (path.empty())
      continue;
    bool chain = op.kind == Op::Update || op.kind == Op::Accumulate || op.kind == Op::Add ||
                 op.kind == Op::Sub;
    preferred_[v] = path;
    if (!chain)
      continue;
    const Value *x = op.operand(0);
    const bool sum = x->def && !stored_.count(x) && (x->def->kind == Op::Add || x->def->kind == Op::Sub);
    if (x->def && x->type.dense && (stored_.count(x) || sum) && uses_.at(x).size() == 1 &&
        x->type.rows == v->type.rows && x->type.cols == v->type.cols)
      preferred_[x] = path;
  }
}

} // namespace gateaux::emit
