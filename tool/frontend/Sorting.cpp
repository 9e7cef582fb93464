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

/// The operator() of a lambda, of an object that can be called, or a function.
const FunctionDecl *comparisonOf(Translator &t, const Expr *e, std::optional<Binding> &object) {
  e = Translator::strip(e);
  if (auto *copy = dyn_cast<CXXConstructExpr>(e); copy && copy->getNumArgs() == 1)
    e = Translator::strip(copy->getArg(0));
  const FunctionDecl *function = t.functionOf(e);
  if (!function && (object = t.thing(e))) {
    const bool closure = object->kind == Binding::Closure;
    const CXXRecordDecl *record = closure ? object->closure->type : recordOf(e->getType());
    for (const CXXMethodDecl *method : record ? record->methods() : CXXRecordDecl::method_range({}, {}))
      if (method->getOverloadedOperator() == OO_Call)
        function = method;
    if (closure && record && record->isGenericLambda())
      for (const FunctionDecl *instance : record->getDependentLambdaCallOperator()->specializations())
        function = instance;
  }
  const FunctionDecl *definition = nullptr;
  return function && function->getNumParams() == 2 && function->hasBody(definition) ? definition : nullptr;
}

} // namespace

bool Translator::sortBy(const CallSite &call, const Expr *first, const Expr *last, const Expr *comparison) {
  const SourceRange range = call.range();
  auto begin = pointerOf(first), end = pointerOf(last);
  if (!begin || !end || !begin->pointer->pointee || !end->pointer->pointee || !begin->pointer->at() || !end->pointer->at())
    return false;
  std::optional<Binding> object;
  const FunctionDecl *less = comparisonOf(*this, comparison, object);
  if (!less)
    return false;
  const QualType element = less->getParamDecl(0)->getType().getNonReferenceType().getUnqualifiedType();
  const Binding array = *begin->pointer->pointee;
  Value *const from = begin->pointer->at(), *const length = sub(end->pointer->at(), from);
  auto at = [&](Value *i) {
    auto item = follow(pointerTo(array, add(from, i)), range);
    if (!item)
      unsupported(range, "'" + call.spelling() + "' of this range");
    return *item;
  };
  auto isLess = [&](const Binding &a, const Binding &b) {
    frames_.emplace_back();
    Frame &callee = frames_.back();
    if (object && object->kind == Binding::Closure) {
      for (const auto &[variable, binding] : object->closure->captures)
        callee.bindings[variable] = binding;
      callee.self = object->closure->self;
    } else if (object) {
      callee.self = object;
    }
    callee.bindings[less->getParamDecl(0)] = a;
    callee.bindings[less->getParamDecl(1)] = b;
    runBody(callee, less, call.loc(), range, [] {});
    return callee.place ? read(*callee.place, range) : callee.result->value;
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
