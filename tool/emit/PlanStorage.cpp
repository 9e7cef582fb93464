// SPDX-License-Identifier: Apache-2.0
//
// Where stored values are kept: which of them share memory, and which parameters they are computed
// in.
#include "Plan.h"

#include "../ir/Factors.h"
#include "../ir/Regions.h"
#include "../ir/Shapes.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace gateaux::emit {

using ir::Op;
using ir::Operation;
using ir::Stage;
using ir::Value;

void Plan::noteRead(const Value *v, const Operation *user, size_t position) {
  auto &reads = reads_[v];
  reads.push_back(position);
  // What a loop reads from outside it reads in every iteration.
  const ir::Block *home = ir::blockOf(v);
  for (const ir::Block *b = user->block; b && b != home; b = b->owner ? b->owner->block : nullptr)
    if (b->owner && ir::isLoop(b->owner->kind))
      reads.push_back(range_.at(b).second);
}

/// Where `v` is read: by statements, also through expressions that are written where they are used.
void Plan::readsOf(const Value *v) {
  if (reads_.count(v))
    return;
  reads_[v];
  auto it = uses_.find(v);
  if (it == uses_.end())
    return;
  for (const Use &use : it->second) {
    if (!use.op) {
      reads_[v].push_back(positions_);
      continue;
    }
    const Operation &user = *use.op;
    if (use.yields) {
      const auto [first, last] = range_.at(use.yields);
      bool kept = ir::isLoop(user.kind) &&
                  use.index >= ir::Loop(user).first() + ir::Loop(user).carried();
      size_t at = !kept ? last : v->def && v->def->block == use.yields ? position_.at(v->def) : first;
      reads_[v].push_back(at);
      const ir::Block *home = ir::blockOf(v);
      for (const ir::Block *b = use.yields; b && b != home; b = b->owner ? b->owner->block : nullptr)
        if (b->owner && ir::isLoop(b->owner->kind))
          reads_[v].push_back(range_.at(b).second);
      continue;
    }
    const bool item = (user.kind == Op::Recall || user.kind == Op::Item) && v->type.isList() && use.index == 0;
    if (ir::isStructured(user.kind) || (stored_.count(user.result()) && !item)) {
      noteRead(v, &user, position_.at(&user));
      continue;
    }
    readsOf(user.result());
    if (item && stored_.count(user.result())) {
      noteRead(v, &user, position_.at(&user));
      if (user.result()->type.dense && isReadLate(user))
        copied_.insert(user.result());
      if (!user.result()->type.dense || copied_.count(user.result()))
        continue;
      if (crosses(user.result()))
        reads_[v].push_back(positions_);
    }
    const std::vector<size_t> through = reads_.at(user.result());
    for (size_t at : through)
      noteRead(v, &user, at);
  }
}

void Plan::computeLastReads() {
  auto visit = [&](const Value *v) {
    readsOf(v);
    if (v->def && crosses(v))
      reads_[v].push_back(positions_);
  };
  for (const Value *a : function_.arguments())
    visit(a);
  ir::forEachOperation(function_.body, [&](const Operation &op) {
    for (const Value *r : op.results)
      visit(r);
    for (const auto &block : op.blocks)
      for (const Value *a : block->arguments)
        visit(a);
  });
  // Extents of buffers are read from the values that they come from.
  std::unordered_set<const Value *> maps; // their extents are their own, whatever is written
  for (const ir::Parameter &p : function_.parameters)
    for (const auto &leaf : p.leaves)
      if (leaf.held != ir::Holding::Direct)
        maps.insert(leaf.value);
  auto shapeRead = [&](const Value *v, const Operation &op) {
    for (int axis = 0; axis < 2; ++axis)
      if (ir::Extent e = ir::extent(v, axis);
          e.kind == ir::Extent::OfValue && e.value != v && !maps.count(e.value))
        noteRead(e.value, &op, position_.at(&op));
  };
  ir::forEachOperation(function_.body, [&](const Operation &op) {
    for (const Value *r : op.results)
      if (r->type.dense && stored_.count(r))
        shapeRead(r, op);
    if (op.kind == Op::Update || op.kind == Op::Accumulate || op.kind == Op::Put || op.kind == Op::Scatter)
      shapeRead(op.operand(3), op); // the block that is written
    if (op.kind == Op::Rows || op.kind == Op::Cols)
      if (ir::Extent e = ir::extentOf(op.result());
          e.kind != ir::Extent::Constant && e.value != op.result() && !maps.count(e.value)) {
        const std::vector<size_t> reads = reads_.at(op.result());
        for (size_t at : reads)
          noteRead(e.value, &op, at);
      }
  });
  for (const auto &[v, reads] : reads_)
    lastRead_[v] = reads.empty() ? 0 : *std::max_element(reads.begin(), reads.end());
}

size_t Plan::lastReadWithin(const Value *v, size_t first, size_t last) const {
  size_t found = 0;
  for (size_t at : reads_.at(v))
    if (at >= first && at <= last)
      found = std::max(found, at);
  return found;
}

std::string Plan::uniqueName(const std::string &wanted, bool member) {
  std::string name = wanted;
  for (unsigned n = 2; names_.count(name) || (member && members_.count(name)); ++n)
    name = wanted + std::to_string(n);
  names_.insert(name);
  anywhere_.insert(name);
  if (member)
    members_.insert(name);
  if (scoped_)
    scoped_->push_back(name);
  return name;
}

/// A block inside: what it declares may have the names that others have inside of theirs.
void Plan::assignInner(const ir::Block &block) {
  std::vector<std::string> own, *outer = std::exchange(scoped_, &own);
  assignBlock(block);
  for (const std::string &name : own)
    names_.erase(name);
  scoped_ = outer;
}

Storage *Plan::newVariable(const Value *v, Storage::Where where) {
  Storage s;
  s.where = where;
  s.type = v->type;
  s.first = v;
  s.named = !v->name.empty();
  s.stem = v->name;
  std::string wanted = v->name;
  if (v->type.isFactor() && wanted.empty()) {
    for (char c : ir::info(v->type.factor).eigenClass)
      wanted += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  for (char &c : wanted)
    if (!std::isalnum(static_cast<unsigned char>(c)))
      c = '_';
  const bool member = where != Storage::Local && where != Storage::Slot && where != Storage::View;
  if (v->type.isList())
    s.type.array = false;
  s.name = wanted.empty() ? std::string() : uniqueName(wanted, member);
  s.writable = where == Storage::Buffer || where == Storage::List;
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
  if (!v->type.dense && !v->type.isList()) { // only where it is a result
    auto path = preferred_.find(v);
    for (const Storage &s : all_)
      if (path != preferred_.end() && s.where == Storage::Parameter &&
          s.leaf->path == path->second && s.writable && s.first && lastReadOf_.at(&s) <= position &&
          !s.type.dense && s.type.scalar == v->type.scalar)
        return &s;
    return nullptr;
  }
  bool firstOnly = op.kind == Op::Update || op.kind == Op::Accumulate || op.kind == Op::Put ||
                   op.kind == Op::Scatter || op.kind == Op::Sized || changesList(op.kind);
  if (!firstOnly && !ir::info(op.kind).is(ir::cwise))
    return nullptr;
  for (unsigned i = 0; i < op.operands.size(); ++i)
    alignedLeaves(op.operands[i], (op.operands[i]->type.dense || v->type.isList()) && (!firstOnly || i == 0),
                  leaves, order);
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
    auto wanted = wanted_.find(v);
    if (s->where == Storage::Parameter && !(wanted != wanted_.end() && wanted->second == s) &&
        (preferred == preferred_.end() || preferred->second != s->leaf->path))
      continue;
    if (s->memory()->where == Storage::Local && crosses(v))
      continue; // a later part must find it in the workspace
    if (t.list != v->type.list || t.scalar != v->type.scalar || t.rows != v->type.rows || t.cols != v->type.cols ||
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
  for (const ir::Parameter &p : function_.parameters)
    for (const auto &leaf : p.leaves)
      addLeaf(leaf, leaf.path);
  if (function_.returned) {
    returned_ = uniqueName("value");
    for (const auto &leaf : function_.returned->leaves)
      addLeaf(leaf, returned_ + leaf.path.substr(function_.returned->name.size()));
  }
  preferOutputs();
  assignBlock(function_.body);
  for (const ir::Output &output : function_.outputs)
    if (auto it = storage_.find(output.value); output.path.empty() && it != storage_.end())
      if (Storage *s = const_cast<Storage *>(it->second); s->name.empty())
        s->name = uniqueName("value");
  for (Storage &s : all_)
    if (s.name.empty()) {
      // Not that of a variable in any block: it may be declared there.
      do
        s.name = (s.type.isList() ? "list" : s.type.dense ? "T" : "t") + std::to_string(++temporaries_);
      while (anywhere_.count(s.name) || names_.count(s.name) || members_.count(s.name));
      names_.insert(s.name);
      members_.insert(s.name);
    }
  noteBlock(function_.body);
  for (const ir::Output &output : function_.outputs)
    noteReads(output.value, partOfOutput(output));
}

void Plan::assignBlock(const ir::Block &block) {
  for (const auto &op : block.operations)
    if (ir::isStructured(op->kind))
      assignRegion(*op);
    else if (stored_.count(op->result()))
      assignValue(*op);
}

void Plan::assignValue(const Operation &op) {
  const Value *v = op.result();
    size_t position = position_.at(&op);
    const Storage *target = nullptr;
    bool inPlace = false;
    const Storage *given = op.kind == Op::Sized || op.kind == Op::SizedList ? storageOf(op.operand(0)) : nullptr;
    if (given && (op.kind == Op::Sized || given->where == Storage::Parameter) && given->writable) { // what is given is sized where it stands
      storage_[v] = storageOf(op.operand(0));
      holds_[storage_[v]] = v;
      lastReadOf_[storage_[v]] = lastRead_.at(v);
      inPlace_.insert(v);
      return;
    }
    if ((op.kind == Op::Recall || op.kind == Op::Item) && v->type.dense && !copied_.count(v)) {
      Storage *slot = newVariable(v, Storage::Slot);
      const Storage *list = storageOf(op.operand(0));
      if (!list || list->where != Storage::Parameter)
        slot->type.array = false; // sequences hold matrices
      storage_[v] = slot;
      lastReadOf_[storage_[v]] = lastRead_.at(v);
      return;
    }
    if (isMapOfParameter(op)) {
      Storage *view = newVariable(v, Storage::View);
      view->writable = view->type.rowMajor = view->type.array = false;
      storage_[v] = view;
      lastReadOf_[view] = lastRead_.at(v);
      return;
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
      return;
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
      Storage *s = byPath_.at(output.path);
      // A number that the forward sweep uses too has a name of its own.
      if (!v->type.dense && op.stage == Stage::Primal && uses_.at(v).size() > 1)
        continue;
      bool free = !s->first || lastReadOf_.at(s) <= position;
      bool same = s->type.scalar == v->type.scalar && s->type.dense == v->type.dense && s->type.list == v->type.list;
      if (!taken_.count(s) && same && partOfOutput(output) == partOf(op) && !crosses(v) &&
          (s == reuse || (free && !s->first))) {
        target = s;
        taken_.insert(s);
        inPlace = s == reuse;
        break;
      }
    }
    if (auto found = wanted_.find(v); !target && found != wanted_.end()) {
      Storage *s = found->second;
      const bool fits = s->type.scalar == v->type.scalar && s->type.dense == v->type.dense && s->type.list == v->type.list &&
                        s->type.rows == v->type.rows && s->type.cols == v->type.cols;
      // What reads the old value coefficient by coefficient may write the new one over it.
      const bool over = s == reuse || (!v->type.dense && !v->type.isList());
      if (fits && (over ? lastReadOf_[s] <= position : lastReadOf_[s] < position)) {
        target = s;
        inPlace = over && lastReadOf_[s] == position;
      }
    }
    if (auto found = preferred_.find(v); !target && found != preferred_.end()) {
      // A step on the way to an output; the parameter holds nothing else before the end.
      Storage *s = byPath_.at(found->second);
      if (!s->first && !taken_.count(s) && !lastReadOf_.count(s) && (s->type.dense || s->type.isList()) && !crosses(v) &&
          s->type.list == v->type.list && s->type.scalar == v->type.scalar && (!reuse || reuse->where != Storage::Parameter))
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
        } else if (s->stem != v->name && !v->type.isList() && op.kind != Op::Update && op.kind != Op::Accumulate && s->where != Storage::Local) {
          Storage *alias = newVariable(v, Storage::Alias);
          alias->of = s;
          alias->type.array = s->type.array;
          alias->writable = true;
          target = alias;
        }
      }
    }
    if (const Value *sequence = target ? nullptr : keptAs(v)) {
      Storage *s = newVariable(v, Storage::Item);
      s->sequence = sequence;
      s->writable = false;
      s->type.array = false;
      target = s;
    }
    if (Storage *free = target || returned ? nullptr : freeBuffer(v, position)) {
      target = free;
      if (free->named || !v->name.empty()) {
        Storage *alias = newVariable(v, Storage::Alias);
        alias->of = free->of ? free->of : free;
        alias->type.array = free->type.array;
        alias->writable = true;
        target = alias;
      }
    }
    if (!target) {
      Storage::Where where = Storage::Buffer;
      if (v->type.isList())
        where = Storage::List;
      else if (v->type.dense && returned)
        where = Storage::Member;
      else if (!v->type.dense || v->type.isFixed())
        where = crosses(v) ? Storage::Member : Storage::Local;
      else if (v->type.isFactor() || (copied_.count(v) && crosses(v)))
        where = Storage::Member;
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
    holds_[target] = v;
    lastReadOf_[target] = lastRead_.at(v);
    if (target->of) { // what is read by the other name is read from the memory
      holds_[target->memory()] = v;
      lastReadOf_[target->memory()] = lastRead_.at(v);
    }
    if (inPlace)
      inPlace_.insert(v);
}

/// A buffer of the shape of `v` that nobody reads any more: what has been used just now is in the caches.
Storage *Plan::freeBuffer(const Value *v, size_t position) {
  const ir::Block *body = &function_.body;
  if (parts_.size() > 1 || v->def->block != body || !v->type.dense || v->type.isFixed() || v->type.isList() || v->type.isFactor() ||
      v->type.isVector() || copied_.count(v) || keptAs(v))
    return nullptr;
  for (auto s = all_.rbegin(); s != all_.rend(); ++s) {
    const bool same = s->where == Storage::Buffer && s->first && ir::blockOf(s->first) == body && s->type.scalar == v->type.scalar &&
                      s->type.rows == v->type.rows && s->type.cols == v->type.cols && s->type.rowMajor == v->type.rowMajor;
    auto read = lastReadOf_.find(&*s);
    if (same && read != lastReadOf_.end() && read->second < position && ir::extent(s->first, 0) == ir::extent(v, 0) &&
        ir::extent(s->first, 1) == ir::extent(v, 1))
      return &*s;
  }
  return nullptr;
}

/// The sequence that a loop makes of `v`, where it may be computed in its place there.
const Value *Plan::keptAs(const Value *v) const {
  if (!v->type.dense || v->type.isFixed() || v->type.isList())
    return nullptr;
  for (const Use &use : uses_.at(v))
    if (use.yields && use.yields == v->def->block && ir::isLoop(use.op->kind) &&
        use.op->results[use.index]->type.isSequence())
      return use.op->results[use.index];
  return nullptr;
}

void Plan::noteBlock(const ir::Block &block) {
  for (const auto &op : block.operations) {
    bool written = ir::isStructured(op->kind) || storageOf(op->result());
    for (const Value *v : op->operands)
      if (written)
        noteReads(v, partOf(*op));
    for (const Value *r : op->results)
      if (const Storage *s = storageOf(r))
        noteExtents(*s, partOf(*op));
    for (const auto &inner : op->blocks) {
      noteBlock(*inner);
      for (const Value *v : inner->yields)
        noteReads(v, partOf(*op));
    }
  }
}

/// Notes the variables that `part` reads where it evaluates `v`.
void Plan::noteReads(const Value *v, unsigned part) {
  if (const Storage *s = storageOf(v)) {
    if (v->def && partOf(*v->def) != part && crossing_.insert({part, s}).second) {
      noteExtents(*s, part);
      if (s->where == Storage::Slot) // it is seen in its place again
        for (const Value *x : v->def->operands)
          noteReads(x, part);
    }
    return;
  }
  if (v->def)
    for (const Value *x : v->def->operands)
      noteReads(x, part);
}

/// Notes the variables that have the extents of a buffer which `part` declares.
void Plan::noteExtents(const Storage &s, unsigned part) {
  const Storage &memory = *s.memory();
  if (memory.where != Storage::Buffer || !memory.first)
    return;
  for (int axis = 0; axis < 2; ++axis)
    if (ir::Extent e = ir::extent(memory.first, axis); e.kind != ir::Extent::Constant && e.value != memory.first)
      noteReads(e.value, part);
}

/// The output that `v` is one step of: a chain of updates or sums ends in it.
void Plan::preferOutputs() {
  for (auto it = function_.body.operations.rbegin(); it != function_.body.operations.rend(); ++it) {
    const Operation &op = **it;
    auto outputOf = [&](const Value *v) {
      std::string path;
      for (const Use &use : uses_.at(v))
        if (!use.op && !function_.outputs[use.index].path.empty())
          path = function_.outputs[use.index].path;
      return path;
    };
    if (ir::isLoop(op.kind)) // a list begins where it is to stand
      for (unsigned k = 0; k < ir::Loop(op).carried(); ++k)
        if (const Value *x = ir::Loop(op).initial(k); x->type.isList() && uses_.at(x).size() == 1)
          if (std::string path = outputOf(ir::Loop(op).result(k)); !path.empty())
            preferred_[x] = path;
    if (ir::isStructured(op.kind))
      continue;
    const Value *v = op.result();
    std::string path = outputOf(v);
    if (path.empty())
      if (auto found = preferred_.find(v); found != preferred_.end())
        path = found->second;
    if (path.empty())
      continue;
    bool chain = op.kind == Op::Update || op.kind == Op::Accumulate || op.kind == Op::Put ||
                 op.kind == Op::Scatter || op.kind == Op::Add || op.kind == Op::Sub ||
                 (changesList(op.kind) && op.kind != Op::SizedList);
    preferred_[v] = path;
    if (!chain)
      continue;
    const Value *x = op.operand(0);
    const bool sum = x->def && !stored_.count(x) && (x->def->kind == Op::Add || x->def->kind == Op::Sub);
    if (x->def && (x->type.dense || x->type.isList()) && (stored_.count(x) || sum) && uses_.at(x).size() == 1 &&
        x->type.rows == v->type.rows && x->type.cols == v->type.cols)
      preferred_[x] = path;
  }
}

} // namespace gateaux::emit
