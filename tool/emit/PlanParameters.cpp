// SPDX-License-Identifier: Apache-2.0
//
// The variables that a generated function has from its caller.
#include "Plan.h"

#include "../ir/Shapes.h"

#include <algorithm>
#include <cctype>

namespace gateaux::emit {

using ir::Op;
using ir::Operation;
using ir::Value;

const ir::Parameter::Leaf *Plan::leafAt(const std::string &path) const {
  auto within = [&](const ir::Parameter &p) -> const ir::Parameter::Leaf * {
    for (const auto &leaf : p.leaves)
      if (leaf.path == path)
        return &leaf;
    return nullptr;
  };
  for (const ir::Parameter &p : function_.parameters)
    if (const auto *leaf = within(p))
      return leaf;
  return function_.returned ? within(*function_.returned) : nullptr;
}

const Value *Plan::finalOf(const Storage &s) const {
  for (const ir::Output &output : function_.outputs)
    if (output.path == s.leaf->path)
      return output.value;
  return nullptr;
}

bool Plan::isSizedFirst(const Storage &s) const {
  return s.leaf->held == ir::Holding::Container && !s.first && !s.atEnd && finalOf(s) &&
         !finalOf(s)->type.isFixed() && !s.type.isFixed();
}

void Plan::addLeaf(const ir::Parameter::Leaf &leaf, const std::string &access) {
  Storage s;
  s.where = Storage::Parameter;
  s.leaf = &leaf;
  s.name = s.access = access;
  s.type = leaf.value ? leaf.value->type : leaf.type;
  if (leaf.held != ir::Holding::Direct && s.type.isList()) {
    s.name += kNumbers;
  } else if (leaf.held != ir::Holding::Direct) {
    s.name = leaf.held == ir::Holding::Sparse ? sparseBehind(access) + "_coeffs" : s.name + "_map";
    for (char &c : s.name)
      if (!std::isalnum(static_cast<unsigned char>(c)))
        c = '_';
    s.name = uniqueName(s.name, false);
  }
  s.first = leaf.value && uses_.count(leaf.value) ? leaf.value : nullptr;
  s.named = true;
  const Value *final = finalOf(s);
  s.writable = final != nullptr;
  if (final && leaf.held == ir::Holding::Container && !s.type.isFixed()) {
    // Its size must be known where the function begins, and be that of what it holds there.
    const ir::Extent rows = ir::extent(final, 0);
    const bool early = rows.kind == ir::Extent::Constant ||
                       (rows.value->isArgument() && rows.value->block == &function_.body);
    const Value *begins = s.first; // an adjoint begins with its size
    if (begins)
      for (const Use &use : uses_.at(begins))
        if (use.op && use.op->kind == ir::Op::Sized)
          begins = use.op->result();
    s.atEnd = !early || (begins && !(rows == ir::extent(begins, 0)));
    s.writable = !s.atEnd;
  }
  all_.push_back(s);
  Storage *held = byPath_[leaf.path] = &all_.back();
  if (held->atEnd)
    taken_.insert(held);
  if (leaf.value) {
    storage_[leaf.value] = held;
    holds_[held] = leaf.value;
    lastReadOf_[held] = lastRead_.at(leaf.value);
  }
}

/// True for a matrix laid out as one column where coefficients are used one by one.
bool Plan::isColumnOfStored(const ir::Operation &reshape) const {
  const std::vector<Use> &uses = uses_.at(reshape.result());
  return reshape.result()->type.isColumn() && !crosses(reshape.result()) &&
         std::all_of(uses.begin(), uses.end(), [](const Use &use) {
           return use.op &&
                  (ir::info(use.op->kind).is(ir::cwise) ||
                   ((use.op->kind == ir::Op::Update || use.op->kind == ir::Op::Accumulate) &&
                    use.index == 3));
         });
}

/// True for a matrix, or a vector with a name, that lies in numbers of the caller's which nobody
/// writes.
bool Plan::isMapOfParameter(const ir::Operation &part) const {
  const bool slice = part.kind == ir::Op::Slice;
  if (!slice && part.kind != ir::Op::Reshape)
    return false;
  const Value *v = part.result(), *from = part.operand(0);
  if (!slice && from->def && from->def->kind == ir::Op::Slice && from->name.empty())
    from = from->def->operand(0);
  if (!from->isArgument() || !from->type.isColumn() || crosses(v) ||
      (slice ? v->name.empty() : v->type.isVector()))
    return false;
  for (const ir::Parameter &p : function_.parameters)
    for (const auto &leaf : p.leaves)
      if (leaf.value == from)
        return leaf.held != ir::Holding::Direct &&
               std::none_of(function_.outputs.begin(), function_.outputs.end(),
                            [&](const ir::Output &o) { return o.path == leaf.path; });
  return false;
}

std::vector<const Storage *> Plan::parametersOf(unsigned part) const {
  std::set<unsigned> others;
  for (const Part &p : parts_)
    others.insert(p.parameters.begin(), p.parameters.end());
  const auto &own = parts_[part].parameters;
  std::vector<const Storage *> found;
  for (unsigned i = 0; i < function_.parameters.size(); ++i)
    if (!others.count(i) || std::count(own.begin(), own.end(), i))
      for (const auto &leaf : function_.parameters[i].leaves)
        found.push_back(byPath_.at(leaf.path));
  if (function_.returned && parts_[part].returnsValue)
    for (const auto &leaf : function_.returned->leaves)
      found.push_back(byPath_.at(leaf.path));
  return found;
}

std::vector<const Value *> Plan::writtenBy(const Operation &invoke) const {
  std::vector<const Value *> written;
  for (const Use &use : uses_.at(invoke.result()))
    if (use.op && use.op->kind == Op::Written && use.index == 0)
      written.push_back(use.op->result());
  std::sort(written.begin(), written.end(), [](const Value *a, const Value *b) {
    return *a->def->attrs.integer < *b->def->attrs.integer;
  });
  return written;
}

bool Plan::isRead(const Value *invoked) const {
  const std::vector<Use> &uses = uses_.at(invoked);
  return std::any_of(uses.begin(), uses.end(),
                     [](const Use &use) { return !use.op || use.op->kind != Op::Written; });
}

} // namespace gateaux::emit
