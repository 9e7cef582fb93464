// SPDX-License-Identifier: Apache-2.0
//
// Elements that are inserted into a std::vector and erased from it.
#include "Ranges.h"
#include "Translator.h"

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

/// Entries [from, to) of a column.
Value *part(Translator &t, Value *v, Value *from, Value *to) {
  Type type = v->type;
  type.rows = kDynamic;
  return t.builder.createTyped(Op::Slice, type,
                               {v, from, t.builder.integer(0), t.sub(to, from), t.builder.integer(1)});
}

/// What is between the first `at` entries of a column and those from `rest` on is replaced by `inserted`, which
/// may be null, of that many entries.
Value *spliced(Translator &t, Value *v, const Type &type, Value *at, Value *rest, Value *inserted, Value *count) {
  Value *zero = t.builder.integer(0), *size = t.rowsOf(v);
  Value *total = t.add(t.add(at, count), t.sub(size, rest));
  Value *result = t.filled(t.cast(zero, type.element()), total, t.builder.integer(1), type);
  result = t.op(Op::Update, {result, zero, zero, part(t, v, zero, at)});
  if (inserted)
    result = t.op(Op::Update, {result, at, zero, inserted});
  return t.op(Op::Update, {result, t.add(at, count), zero, part(t, v, rest, size)});
}

/// Elements of a list move by some places, one after the other.
void moveItems(Translator &t, const Binding &list, Value *from, Value *to, Value *by, bool up, SourceRange range) {
  LoopShape shape;
  shape.begin = from;
  shape.end = to;
  shape.step = up ? -1 : 1; // not over those that are still to be moved
  t.loop(shape, [&](Value *i) -> Value * {
    up ? t.copyThing(t.itemOf(list, t.add(i, by)), t.itemOf(list, i), range)
       : t.copyThing(t.itemOf(list, i), t.itemOf(list, t.add(i, by)), range);
    return nullptr;
  });
}

/// The same for vectors of more than scalars.
std::optional<Binding> editedList(Translator &t, const CallSite &call, const Binding &list, bool inserts) {
  auto first = t.pointerOf(call.args[0]);
  const auto element = elementTypeOf(call.object->getType());
  if (!first || !first->pointer->at() || !element)
    return std::nullopt;
  Value *at = first->pointer->at(), *one = t.builder.integer(1), *size = t.lengthOf(list);
  if (inserts) {
    if (call.args.size() != 2)
      return std::nullopt;
    Binding item = t.newVariable(*element, "", call.loc()); // it may be an element of the list itself
    t.initialise(item, *element, call.args[1]);
    t.resizeList(list, size, t.add(size, one));
    moveItems(t, list, at, size, one, /*up=*/true, call.range());
    t.copyThing(t.itemOf(list, at), item, call.range());
  } else {
    Value *count = one;
    if (call.args.size() == 2) {
      auto last = t.pointerOf(call.args[1]);
      if (!last || !last->pointer->at())
        return std::nullopt;
      count = t.sub(last->pointer->at(), at);
    }
    Value *left = t.sub(size, count);
    moveItems(t, list, at, left, count, /*up=*/false, call.range());
    t.resizeList(list, size, left);
  }
  return pointerTo(list, at);
}

} // namespace

std::optional<Binding> editedPosition(Translator &t, const CallSite &call) {
  const bool inserts = call.name == "insert" || call.name == "emplace";
  if (!call.object || (!inserts && call.name != "erase") || call.args.empty() || !isStd(call.object->getType(), "vector"))
    return std::nullopt;
  if (auto list = t.thing(call.object); list && t.isList(*list))
    return editedList(t, call, *list, inserts);
  auto type = typeOf(call.object->getType());
  auto first = type && type->dense && !isEigen(call.object->getType()) ? t.pointerOf(call.args[0]) : std::nullopt;
  if (!first || !first->pointer->at())
    return std::nullopt;
  const Place place = t.writablePlace(call.object);
  Value *before = t.read(place, call.range());
  Value *at = first->pointer->at(), *one = t.builder.integer(1), *zero = t.builder.integer(0);
  Value *rest = at, *count = zero, *inserted = nullptr;
  if (!inserts && call.args.size() == 1) {
    rest = t.add(at, one);
  } else if (!inserts) {
    auto last = t.pointerOf(call.args[1]);
    if (!last || !last->pointer->at())
      return std::nullopt;
    rest = last->pointer->at();
  } else if (auto *braces = call.args.size() == 2 ? bracedList(call.args[1]) : nullptr) {
    inserted = t.containerOf(braces, *type);
    count = t.rowsOf(inserted);
  } else if (call.args.size() == 2) {
    inserted = t.cast(t.scalar(call.args[1]), type->element());
    count = one;
  } else if (isNumberType(call.args[1]->getType())) {
    count = t.index(call.args[1]);
    inserted = t.filled(t.cast(t.scalar(call.args[2]), type->element()), count, one, *type);
  } else {
    auto span = spanBetween(t, call.args[1], call.args[2]);
    if (!span)
      return std::nullopt;
    inserted = t.read(span->place, call.range());
    if (inserted->type.isRow() && !inserted->type.isColumn())
      inserted = t.transpose(inserted);
    count = t.rowsOf(inserted);
  }
  t.write(place, spliced(t, before, *type, at, rest, inserted, count), call.range());
  return pointerTo(*first->pointer->pointee, at);
}

} // namespace gateaux::frontend
