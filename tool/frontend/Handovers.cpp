// SPDX-License-Identifier: Apache-2.0
#include "Handovers.h"

#include "Diagnostics.h"

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

constexpr unsigned kOld = ~0u; ///< no number of times

[[noreturn]] void refusePointer(SourceRange range) {
  unsupported(range, "a pointer into a container that has been swapped or moved", {{"set it again behind the swap", {}}});
}

/// True where the memory of what a place shows goes to another variable by a swap.
bool isHanded(const Place &p) {
  if (!p.cell)
    return false;
  if (!p.whole() && p.views.back().kind != View::Item)
    return false;
  if (p.views.size() > 1 || (!p.whole() && !p.cell->type.isList()))
    return true; // an item of an item
  const ir::Type type = p.whole() ? p.cell->type : p.cell->type.item();
  return type.isList() || (type.dense && !type.isFixed());
}

} // namespace

unsigned Handovers::of(const Cell *cell) const {
  auto it = times_.find(cell);
  return it == times_.end() ? 0 : it->second;
}

void Handovers::handOver(const Place &p) {
  if (isHanded(p))
    ++times_[p.cell];
}

void Handovers::handOver(const Binding &thing) {
  if (thing.kind == Binding::Object)
    for (const Object::Part &part : thing.object->parts)
      handOver(part.binding);
  else if (thing.kind == Binding::Variable)
    handOver(Place{thing.cell, nullptr, {}, false});
  else if (thing.kind == Binding::Reference)
    handOver(thing.place);
}

Binding Handovers::stamped(Binding reference) const {
  if (reference.kind == Binding::Reference && reference.place.cell && !reference.place.whole()) {
    reference.place.handovers = of(reference.place.cell);
  } else if (reference.kind == Binding::Object && reference.object->list) { // an element of a list
    auto object = std::make_shared<Object>(*reference.object);
    for (Object::Part &part : object->parts)
      part.binding = stamped(part.binding);
    reference.object = std::move(object);
  }
  return reference;
}

void Handovers::check(const Place &p, SourceRange range) const {
  if (p.handovers && p.cell && *p.handovers != of(p.cell))
    unsupported(range, "a reference into a container that has been swapped or moved",
                {{"make it again behind the swap, or a copy before it", {}}});
}

void Handovers::set(const PointerVariable &variable, int target, const Target &what) {
  const auto p = what.array && what.thing.kind == Binding::Variable  ? std::optional(Place{what.thing.cell, nullptr, {}, false})
                 : what.array && what.thing.kind == Binding::Reference ? std::optional(what.thing.place)
                                                                       : std::nullopt;
  if (p && p->cell)
    set_[{&variable, target}] = {p->cell, of(p->cell)};
}

void Handovers::read(const PointerVariable &variable, int target, SourceRange range) {
  auto it = set_.find({&variable, target});
  if (it == set_.end())
    return;
  if (it->second.times != of(it->second.cell))
    refusePointer(range);
  read_.insert({it->first, range});
}

Handovers Handovers::joined(const Handovers &a, const Handovers &b) {
  Handovers both = a;
  for (const auto &[cell, times] : b.times_)
    both.times_[cell] = std::max(both.of(cell), times);
  for (auto &[cell, times] : both.times_)
    if (a.of(cell) != b.of(cell))
      ++times; // another number than on either way
  for (const auto &[setting, set] : b.set_)
    both.set_.insert({setting, set});
  for (auto &[setting, set] : both.set_) {
    auto isCurrent = [&](const Handovers &way) {
      auto it = way.set_.find(setting);
      return it == way.set_.end() || it->second.times == way.of(it->second.cell);
    };
    set.times = isCurrent(a) && isCurrent(b) ? both.of(set.cell) : kOld;
  }
  both.read_.insert(b.read_.begin(), b.read_.end());
  return both;
}

void Handovers::begin(const std::set<const Cell *> &handed) {
  for (auto &[setting, set] : set_)
    if (handed.count(set.cell) && set.times == of(set.cell))
      ++set.times;
  for (const Cell *cell : handed)
    ++times_[cell];
  read_.clear();
}

std::set<const Cell *> Handovers::since(const Handovers &before) const {
  std::set<const Cell *> handed;
  for (const auto &[cell, times] : times_)
    if (times != before.of(cell))
      handed.insert(cell);
  return handed;
}

void Handovers::end(const Handovers &begun, const Handovers &before) {
  for (const auto &[setting, range] : read_)
    if (begun.set_.count(setting) && set_.at(setting).times != of(set_.at(setting).cell))
      refusePointer(range);
  read_.insert(before.read_.begin(), before.read_.end());
}

} // namespace gateaux::frontend
