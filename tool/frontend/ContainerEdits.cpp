// SPDX-License-Identifier: Apache-2.0
//
// Elements that are inserted into a std::vector of scalars and erased from it.
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

} // namespace

std::optional<Binding> editedPosition(Translator &t, const CallSite &call) {
  const bool inserts = call.name == "insert";
  if (!call.object || (!inserts && call.name != "erase") || call.args.empty())
    return std::nullopt;
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
