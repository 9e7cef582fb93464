// SPDX-License-Identifier: Apache-2.0
//
// One of two things by a condition, where a reference or a pointer stands for it: `double &r = c ? a : b`. It is read
// and written by the condition as it was when the reference was bound.
#include "Jumps.h"
#include "Ranges.h"
#include "Translator.h"

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

/// The type of what is seen through one of two places; nothing where they have too little in common.
std::optional<Type> commonType(Type a, const Type &b) {
  if (a.isList() || b.isList() || a.isFactor() || a.scalar != b.scalar || a.dense != b.dense || a.array != b.array ||
      a.rowMajor != b.rowMajor || a.spelling != b.spelling)
    return std::nullopt;
  if (a.dense && a.rows != b.rows)
    a.rows = kDynamic;
  if (a.dense && a.cols != b.cols)
    a.cols = kDynamic;
  return a;
}

} // namespace

std::optional<Binding> chosen(Translator &t, Value *condition, const Binding &a, const Binding &b, SourceRange range) {
  if (a.kind == Binding::Object && b.kind == Binding::Object) {
    if (a.object == b.object)
      return a;
    if (t.isList(a) || t.isList(b) || a.object->parts.size() != b.object->parts.size())
      return std::nullopt;
    auto object = std::make_shared<Object>(*a.object);
    object->list.reset();
    for (size_t i = 0; i < object->parts.size(); ++i) {
      auto part = chosen(t, condition, a.object->parts[i].binding, b.object->parts[i].binding, range);
      if (!part)
        return std::nullopt;
      object->parts[i].binding = *part;
    }
    return Binding::of(std::move(object));
  }
  if (a.kind == Binding::Pointer && b.kind == Binding::Pointer) {
    Value *from = a.pointer->at(), *other = b.pointer->at();
    if (!a.pointer->pointee || !b.pointer->pointee || !from != !other)
      return std::nullopt;
    auto pointee = chosen(t, condition, *a.pointer->pointee, *b.pointer->pointee, range);
    if (!pointee)
      return std::nullopt;
    return pointerTo(*pointee, !from || from == other ? from : t.select(condition, from, other));
  }
  auto first = Translator::placeOf(a), second = Translator::placeOf(b);
  if (!first || !second)
    return std::nullopt;
  if (first->cell == second->cell && first->temporary == second->temporary && first->views == second->views)
    return a;
  auto type = commonType(t.placeType(*first), t.placeType(*second));
  if (!type)
    return std::nullopt;
  Cell *cell = t.newCell("", *type, range.getBegin());
  cell->choice = std::make_shared<Choice>(Choice{condition, *first, *second});
  return Binding::reference(Place{cell, nullptr, {}, false});
}

bool holdsReferences(QualType type) {
  auto refers = [](QualType t) { return t->isReferenceType() || eigenKind(t) == EigenKind::View; };
  if (refers(type) || isEigen(type))
    return refers(type);
  bool found = false;
  if (isStd(type, "tuple"))
    for (unsigned i = 0; i < specialization(type)->getTemplateArgs()[0].pack_size(); ++i)
      found = found || holdsReferences(partTypeOf(type, i));
  if (isStd(type, "pair"))
    for (const FieldDecl *field : recordOf(type)->fields())
      found = found || holdsReferences(field->getType());
  forEachHeldClass(type, [&](const CXXRecordDecl *record) {
    for (const FieldDecl *field : record->fields())
      found = found || refers(field->getType());
  });
  return found;
}

std::optional<Binding> Translator::choiceOf(const ConditionalOperator *e,
                                            llvm::function_ref<std::optional<Binding>(const Expr *)> arm) {
  Attempt attempt(*this);
  auto refuse = [&] {
    attempt.undo();
    return std::nullopt;
  };
  Value *c = condition(e->getCond());
  if (c->def && c->def->kind == Op::Constant)
    return arm(*c->def->attrs.integer ? e->getTrueExpr() : e->getFalseExpr());
  const State decided = save();
  const auto &operations = builder.block().operations;
  const size_t first = operations.size();
  std::set<const Value *> seen;
  const bool mayGuard = dependsOnIntegers(c, seen);
  auto a = arm(e->getTrueExpr()), b = a ? arm(e->getFalseExpr()) : std::nullopt;
  if (!a || !b)
    return refuse();
  // Both arms are looked at: they must not do anything.
  for (size_t i = 0; i < decided.values.size(); ++i)
    if (cells_[i].value != decided.values[i])
      return refuse();
  for (size_t i = first; i < operations.size(); ++i)
    if (!isTame(*operations[i]) && (operations[i]->kind != Op::Element || mayGuard))
      return refuse();
  auto result = chosen(*this, c, *a, *b, e->getSourceRange());
  return result ? result : refuse();
}

} // namespace gateaux::frontend
