// SPDX-License-Identifier: Apache-2.0
//
// std::sort and its relatives with a comparison of the user's: sorting by insertion, written out as loops, so that
// anything can be sorted and compared. (Numbers in their own order are sorted by Algorithms.cpp.)
#include "Ranges.h"
#include "Translator.h"

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

/// What a pointer or an iterator that holds one points to; null for other iterators.
QualType elementBehind(QualType type) {
  type = type.getNonReferenceType();
  if (const auto *spec = type->isPointerType() ? nullptr : specialization(type);
      spec && isIterator(type) && spec->getTemplateArgs()[0].getKind() == TemplateArgument::Type)
    type = spec->getTemplateArgs()[0].getAsType();
  return type->isPointerType() ? type->getPointeeType().getCanonicalType().getUnqualifiedType() : QualType();
}

bool takes(const FunctionDecl *f, QualType element) {
  auto fits = [&](const ParmVarDecl *p) {
    return p->getType().getNonReferenceType().getCanonicalType().getUnqualifiedType() == element;
  };
  return f->getNumParams() == 2 && llvm::all_of(f->parameters(), fits);
}

/// The function, or the operator() of a lambda or of an object, that compares elements; null where it is not known.
const FunctionDecl *comparisonOf(Translator &t, const Expr *e, QualType element, std::optional<Binding> &object) {
  e = behindCopies(e);
  std::vector<const FunctionDecl *> candidates;
  if (const FunctionDecl *function = t.functionOf(e)) {
    candidates = {function};
  } else if ((object = t.thing(e))) {
    const CXXRecordDecl *record =
        object->kind == Binding::Closure ? object->closure->type : recordOf(e->getType());
    if (record)
      candidates = callOperators(record);
  }
  llvm::erase_if(candidates, [](const FunctionDecl *f) { return !f->isDefined() || f->getNumParams() != 2; });
  if (candidates.size() > 1)
    llvm::erase_if(candidates, [&](const FunctionDecl *f) { return !takes(f, element); });
  const FunctionDecl *definition = nullptr;
  return candidates.size() == 1 && candidates[0]->hasBody(definition) ? definition : nullptr;
}

/// The operator< of a class, as a member or a function beside it; null where there is not one such.
const FunctionDecl *ownLess(const Translator &t, QualType element) {
  const CXXRecordDecl *record = recordOf(element);
  if (!record || inNamespace(record, "std"))
    return nullptr;
  const DeclarationName name = t.context.DeclarationNames.getCXXOperatorName(OO_Less);
  std::vector<const FunctionDecl *> found;
  auto add = [&](const Decl *d) {
    auto *f = dyn_cast<FunctionDecl>(d);
    auto *method = dyn_cast_or_null<CXXMethodDecl>(f);
    auto fits = [&](const ParmVarDecl *p) {
      return p->getType().getNonReferenceType().getCanonicalType().getUnqualifiedType() == element;
    };
    if (f && f->isDefined() && f->getNumParams() == (method ? 1 : 2) && llvm::all_of(f->parameters(), fits))
      found.push_back(f);
  };
  for (const Decl *d : record->lookup(name))
    add(d);
  for (const FriendDecl *d : record->friends())
    if (auto *f = dyn_cast_or_null<FunctionDecl>(d->getFriendDecl()); f && f->getDeclName() == name)
      add(f);
  for (const Decl *d : record->getDeclContext()->getRedeclContext()->lookup(name))
    if (!llvm::is_contained(found, d))
      add(d);
  const FunctionDecl *definition = nullptr;
  return found.size() == 1 && found[0]->hasBody(definition) ? definition : nullptr;
}

/// The order of pairs and tuples of numbers; null for other objects.
Value *isBefore(Translator &t, const Binding &a, const Binding &b, SourceRange range) {
  Value *before = nullptr;
  for (size_t i = a.object->parts.size(); i-- > 0;) {
    auto p = Translator::placeOf(a.object->parts[i].binding), q = Translator::placeOf(b.object->parts[i].binding);
    Value *x = p ? t.read(*p, range) : nullptr, *y = q ? t.read(*q, range) : nullptr;
    if (!x || !y || x->type.dense || x->type.isList())
      return nullptr;
    Value *less = t.compare(Predicate::Lt, x, y);
    before = before ? t.op(Op::Or, {less, t.op(Op::And, {t.op(Op::Not, {t.compare(Predicate::Lt, y, x)}), before})}) : less;
  }
  return before;
}

} // namespace

bool Translator::sortBy(const CallSite &call, const Expr *first, const Expr *last, const Expr *comparison) {
  const SourceRange range = call.range();
  auto begin = pointerOf(first), end = pointerOf(last);
  if (!begin || !end || !begin->pointer->pointee || !end->pointer->pointee || !begin->pointer->at() || !end->pointer->at())
    return false;
  const QualType element = elementBehind(first->getType());
  std::optional<Binding> object;
  const FunctionDecl *less = element.isNull() ? nullptr
                             : comparison     ? comparisonOf(*this, comparison, element, object)
                                              : ownLess(*this, element);
  const bool byParts = !comparison && (isStd(element, "pair") || isStd(element, "tuple"));
  // Numbers are converted to what is compared, objects are not.
  if (!byParts && (!less || (comparison && !takes(less, element) && !isNumberType(element))))
    return false;
  const Binding array = *begin->pointer->pointee;
  Value *const from = begin->pointer->at(), *const length = sub(end->pointer->at(), from);
  auto at = [&](Value *i) {
    auto item = follow(pointerTo(array, add(from, i)), range);
    if (!item)
      unsupported(range, "'" + call.spelling() + "' of this range");
    return *item;
  };
  auto isLess = [&](const Binding &a, const Binding &b) {
    if (byParts) {
      if (Value *before = isBefore(*this, a, b, range))
        return before;
      unsupported(range, "'" + call.spelling() + "' of these pairs", {{"give it a comparison", {}}});
    }
    frames_.emplace_back();
    Frame &callee = frames_.back();
    if (object)
      open(callee, *object);
    if (less->getNumParams() == 1) { // a member
      callee.self = a;
      callee.bindings[less->getParamDecl(0)] = b;
      runBody(callee, less, call.loc(), range, [] {});
      return cast(callee.result->value, Type::boolean());
    }
    const Binding *const compared[] = {&a, &b};
    for (unsigned i = 0; i < 2; ++i) {
      const ParmVarDecl *parameter = less->getParamDecl(i);
      const QualType type = parameter->getType();
      if (type->isReferenceType() && takes(less, element)) {
        callee.bindings[parameter] = *compared[i];
        continue;
      }
      Binding value = newVariable(type, parameter->getNameAsString(), parameter->getLocation());
      if (isNumberType(element))
        setCell(*value.cell, cast(read(*placeOf(*compared[i]), range), *typeOf(type)), range);
      else
        copyThing(value, *compared[i], range);
      callee.bindings[parameter] = value;
    }
    runBody(callee, less, call.loc(), range, [] {});
    Value *decision = callee.place ? read(*callee.place, range) : callee.result->value;
    return cast(decision, Type::boolean());
  };
  LoopShape outer;
  outer.begin = builder.integer(1);
  outer.end = length;
  loop(outer, [&](Value *i) -> Value * {
    Binding moved = newVariable(element, "", call.loc());
    copyThing(moved, at(i), range);
    Cell *position = newCell("", Type::index(), call.loc());
    position->value = i;
    auto before = [&] { return sub(position->value, builder.integer(1)); };
    auto test = [&] {
      return shortCircuit(true, compare(Predicate::Gt, position->value, builder.integer(0)),
                          [&] { return isLess(moved, at(before())); });
    };
    LoopShape inner;
    inner.go = test();
    loop(inner, [&](Value *) -> Value * {
      copyThing(at(position->value), at(before()), range);
      position->value = before();
      return test();
    });
    copyThing(at(position->value), moved, range);
    return nullptr;
  });
  return true;
}

} // namespace gateaux::frontend
