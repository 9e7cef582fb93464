// SPDX-License-Identifier: Apache-2.0
//
// Algorithms of the standard library that are one operation on the whole range. The others are read as any
// function is.
#include "Ranges.h"
#include "Translator.h"
#include "Unit.h"

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

/// A column of what a span shows, as products of two ranges want it.
Value *column(Translator &t, const Place &place, SourceRange range) {
  Value *v = t.asDense(t.read(place, range));
  return v->type.isRow() && !v->type.isColumn() ? t.transpose(v) : v;
}

/// Elements that are written.
struct Target {
  Place place;
  Binding end;
};

/// `count` elements from a position on; nothing where these cannot be written as one.
std::optional<Target> targetAt(Translator &t, const Expr *first, Value *count) {
  auto to = t.pointerOf(first);
  if (!to || !to->pointer->pointee || t.isList(*to->pointer->pointee) || !to->pointer->at())
    return std::nullopt;
  auto place = spanOf(t, *to, count);
  if (!place || !place->writable())
    return std::nullopt;
  return Target{*place, pointerTo(*to->pointer->pointee, t.add(to->pointer->at(), count))};
}

Value *lengthOf(Translator &t, const Place &place) {
  return t.placeType(place).isRow() ? t.placeCols(place) : t.placeRows(place);
}

/// Writes all of a span.
void store(Translator &t, const Place &to, Value *v, SourceRange range) {
  const Type type = t.placeType(to);
  if (v->type.dense) {
    if (v->type.isRow() != type.isRow() && !v->type.isFixed())
      v = t.transpose(v);
    if (v->type.scalar != type.scalar)
      v = t.cast(v, type.element());
  } else {
    v = t.filled(t.cast(v, type.element()), t.placeRows(to), t.placeCols(to), type);
  }
  t.write(to, v, range);
}

/// The sum of a range and of what it begins with.
Value *sum(Translator &t, const CallSite &call) {
  auto span = spanBetween(t, call.args[0], call.args[1]);
  if (!span)
    return nullptr;
  Value *v = t.read(span->place, call.range());
  if (call.args.size() == 2)
    return t.reduce(Op::Sum, v, Axis::All);
  Value *start = t.scalar(call.args[2]);
  if (!start->type.isReal() && v->type.isReal())
    unsupported(call.args[2]->getSourceRange(), "'std::" + call.spelling() + "' of real numbers in an integer",
                {{"begin with '0.0'", {}}});
  return t.add(start, t.cast(t.reduce(Op::Sum, v, Axis::All), start->type));
}

/// True for std::greater, false for no comparison or std::less; nothing for others.
std::optional<bool> isDescending(const CallSite &call, size_t comparison) {
  if (call.args.size() <= comparison)
    return false;
  const CXXRecordDecl *record = recordOf(call.args[comparison]->getType());
  if (!record || !record->getIdentifier() || !inNamespace(record, "std"))
    return std::nullopt;
  return record->getName() == "greater" ? std::optional(true)
         : record->getName() == "less"  ? std::optional(false)
                                        : std::nullopt;
}

/// Puts a span in order: its coefficients at positions that have no derivative.
bool sort(Translator &t, const CallSite &call, const Expr *first, const Expr *last, size_t comparison) {
  auto descending = isDescending(call, comparison);
  auto span = descending ? spanBetween(t, first, last) : std::nullopt;
  if (descending && !span) {
    span = spanBackwards(t, first, last);
    descending = !*descending;
  }
  if (!span || !span->place.writable() || !t.placeType(span->place).isReal())
    return false;
  Value *v = column(t, span->place, call.range());
  Type positions = v->type.withScalar(Type::index());
  positions.array = false;
  Attributes attrs;
  attrs.callee = t.unit.argsort(v->type);
  Value *order = t.builder.createTyped(Op::Invoke, positions, {v}, attrs);
  order->name = "order";
  Value *one = t.builder.integer(1);
  Value *whole = t.builder.createTyped(Op::Sequence, Type::index().withShape(1, 1), {t.builder.integer(0), one, one});
  Value *sorted = t.builder.createTyped(Op::Gather, v->type, {v, order, whole});
  if (*descending) {
    Attributes all;
    all.axis = Axis::All;
    sorted = t.op(Op::Reverse, {sorted}, all);
  }
  store(t, span->place, sorted, call.range());
  return true;
}

/// `n` in `sizeof(T) * n`; null for other sizes, and where T is not the type of the elements.
const Expr *elementsOf(const Expr *bytes, const Type &element) {
  auto *product = dyn_cast<BinaryOperator>(Translator::strip(bytes)->IgnoreParenImpCasts());
  if (!product || product->getOpcode() != BO_Mul)
    return nullptr;
  for (bool left : {true, false}) {
    const Expr *size = (left ? product->getLHS() : product->getRHS())->IgnoreParenImpCasts();
    auto *of = dyn_cast<UnaryExprOrTypeTraitExpr>(size);
    if (!of || of->getKind() != UETT_SizeOf)
      continue;
    auto type = typeOf(of->getTypeOfArgument());
    return type && *type == element ? (left ? product->getRHS() : product->getLHS()) : nullptr;
  }
  return nullptr;
}

/// memcpy and memmove of scalars.
std::optional<Outcome> copiedBytes(Translator &t, const CallSite &call) {
  auto untyped = [](const Expr *e) {
    auto *cast = dyn_cast<CastExpr>(Translator::strip(e));
    return cast && cast->getCastKind() == CK_BitCast ? cast->getSubExpr() : e;
  };
  auto first = t.pointerOf(untyped(call.args[1]));
  if (!first || !first->pointer->pointee || t.isList(*first->pointer->pointee) || !first->pointer->at())
    return std::nullopt;
  const auto array = Translator::placeOf(*first->pointer->pointee);
  const Type element = array ? t.placeType(*array).element() : Type();
  const Expr *count = array ? elementsOf(call.args[2], element) : nullptr;
  if (!count)
    return std::nullopt;
  Value *n = t.index(count);
  auto from = spanOf(t, *first, n);
  auto to = from ? targetAt(t, untyped(call.args[0]), n) : std::nullopt;
  if (!to || !(t.placeType(to->place).element() == element))
    return std::nullopt;
  store(t, to->place, t.read(*from, call.range()), call.range());
  return Outcome{nullptr, to->end};
}

} // namespace

bool copiesBytes(const CallSite &call) {
  StringRef name = call.name;
  name.consume_front("__builtin_");
  return call.args.size() == 3 && (name == "memcpy" || name == "memmove") &&
         (call.callee->isExternC() || call.callee->getBuiltinID() || inNamespace(call.callee, "std"));
}

std::optional<Outcome> algorithm(Translator &t, const CallSite &call) {
  const StringRef name = call.name;
  const size_t n = call.args.size();
  if (copiesBytes(call))
    return copiedBytes(t, call);
  if (!inNamespace(call.callee, "std") || call.object)
    return std::nullopt;
  if ((name == "accumulate" && n == 3) || (name == "reduce" && (n == 2 || n == 3) && isPointer(call.args[0]->getType())))
    if (Value *v = sum(t, call))
      return Outcome{v, {}};
  if (name == "inner_product" && n == 4) {
    auto a = spanBetween(t, call.args[0], call.args[1]);
    auto second = a ? t.pointerOf(call.args[2]) : std::nullopt;
    auto b = second ? spanOf(t, *second, lengthOf(t, a->place)) : std::nullopt;
    const auto type = typeOf(call.expr->getType()); // that of the initial value, in which the sum is kept
    auto fits = [&](const Place &p) { return type && t.placeType(p).element() == *type; };
    if (b && !t.isList(*second->pointer->pointee) && fits(a->place) && fits(*b))
      return Outcome{t.add(t.scalar(call.args[3]),
                           t.op(Op::Dot, {column(t, a->place, call.range()), column(t, *b, call.range())})),
                     {}};
  }
  if ((name == "sort" || name == "stable_sort") && n >= 2)
    if (sort(t, call, call.args[0], call.args[1], 2) ||
        (n <= 3 && t.sortBy(call, call.args[0], call.args[1], n == 3 ? call.args[2] : nullptr)))
      return Outcome{};
  // All in order is one of the orders that these leave.
  if ((name == "nth_element" || name == "partial_sort") && n >= 3)
    if (sort(t, call, call.args[0], call.args[2], 3) ||
        (n <= 4 && t.sortBy(call, call.args[0], call.args[2], n == 4 ? call.args[3] : nullptr)))
      return Outcome{};
  if (name == "fill" && n == 3)
    if (auto span = spanBetween(t, call.args[0], call.args[1]); span && span->place.writable())
      return store(t, span->place, t.scalar(call.args[2]), call.range()), Outcome{};
  if (name == "fill_n" && n == 3)
    if (auto to = targetAt(t, call.args[0], t.index(call.args[1])))
      return store(t, to->place, t.scalar(call.args[2]), call.range()), Outcome{nullptr, to->end};
  if (name == "copy" && n == 3)
    if (auto from = spanBetween(t, call.args[0], call.args[1]))
      if (auto to = targetAt(t, call.args[2], lengthOf(t, from->place)))
        return store(t, to->place, t.read(from->place, call.range()), call.range()), Outcome{nullptr, to->end};
  if (name == "copy_n" && n == 3) {
    Value *count = t.index(call.args[1]);
    auto first = t.pointerOf(call.args[0]);
    auto from = first && first->pointer->pointee && !t.isList(*first->pointer->pointee) ? spanOf(t, *first, count)
                                                                                        : std::nullopt;
    if (auto to = from ? targetAt(t, call.args[2], count) : std::nullopt)
      return store(t, to->place, t.read(*from, call.range()), call.range()), Outcome{nullptr, to->end};
  }
  return std::nullopt;
}

} // namespace gateaux::frontend
