// SPDX-License-Identifier: Apache-2.0
//
// How objects begin: constructors with their initialisers, and lists of members.
#include "Ranges.h"
#include "Translator.h"

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

/// The members that an object has from one of its classes.
Binding seenAs(const Binding &object, const CXXRecordDecl *record) {
  auto seen = std::make_shared<Object>();
  seen->type = object.object->type;
  for (const Object::Part &part : object.object->parts) {
    auto *owner = part.field ? dyn_cast<CXXRecordDecl>(part.field->getParent()) : nullptr;
    if (!owner || owner->getCanonicalDecl() == record->getCanonicalDecl() ||
        record->isDerivedFrom(owner))
      seen->parts.push_back(part);
  }
  return Binding::of(std::move(seen));
}

} // namespace

void Translator::construct(Binding &variable, const CXXConstructExpr *e) {
  const CXXConstructorDecl *constructor = e->getConstructor();
  const CXXRecordDecl *record = constructor->getParent();
  const SourceRange range = e->getSourceRange();
  auto &parts = variable.object->parts;
  if (inNamespace(record, "std") && (!isReadable(record) || record->getName() == "pair")) {
    // std::pair and std::tuple: of their elements, or converted from another one.
    std::vector<const Expr *> arguments;
    for (const Expr *argument : e->arguments())
      if (!isa<CXXDefaultArgExpr>(argument))
        arguments.push_back(argument);
    if (parts.empty())
      return; // carried along
    const CXXRecordDecl *from = arguments.size() == 1 ? recordOf(arguments[0]->getType()) : nullptr;
    const bool copies = from && inNamespace(from, "std") && from->getIdentifier() &&
                        (from->getName() == "pair" || from->getName() == "tuple") &&
                        (parts.size() > 1 || constructor->isCopyOrMoveConstructor());
    if (arguments.empty()) {
      initialiseWithZero(variable);
    } else if (auto source = copies ? thing(arguments[0]) : std::nullopt) {
      copyThing(variable, *source, range);
    } else if (arguments.size() == parts.size()) {
      auto *spec = dyn_cast<ClassTemplateSpecializationDecl>(record);
      for (size_t i = 0; i < parts.size(); ++i) {
        QualType type = parts[i].field ? parts[i].field->getType() : arguments[i]->getType();
        if (!parts[i].field && spec)
          type = spec->getTemplateArgs()[0].pack_elements()[i].getAsType();
        initialise(parts[i].binding, type, arguments[i]);
      }
    } else {
      unsupported(range, "object of type '" + e->getType().getAsString() + "'");
    }
    return;
  }
  if (constructor->isCopyOrMoveConstructor() && !constructor->isUserProvided()) {
    auto from = thing(e->getArg(0));
    if (!from)
      unsupported(range, "object of type '" + e->getType().getAsString() + "'");
    copyThing(variable, *from, range);
    return;
  }
  if (e->requiresZeroInitialization())
    initialiseWithZero(variable);
  if (context.getAsConstantArrayType(e->getType())) {
    for (Object::Part &part : parts) // one after the other
      if (part.binding.kind == Binding::Object)
        construct(part.binding, e);
    return;
  }
  const FunctionDecl *definition = nullptr;
  if (!constructor->hasBody(definition)) {
    if (constructor->isTrivial() || constructor->isDefaulted())
      return; // members without initialisers hold nothing yet
    unsupported(range, "call of '" + constructor->getNameAsString() +
                           "', whose body is not visible here");
  }
  frames_.emplace_back();
  Frame &callee = frames_.back();
  callee.self = variable;
  std::vector<const Expr *> arguments(e->arguments().begin(), e->arguments().end());
  run(callee, definition, arguments, e->getExprLoc(), range, [&] {
    for (const CXXCtorInitializer *initialiser :
         llvm::cast<CXXConstructorDecl>(definition)->inits()) {
      const Expr *init = initialiser->getInit();
      if (initialiser->isAnyMemberInitializer()) {
        Binding *part = partOf(variable, initialiser->getAnyMember());
        if (!part)
          unsupported(init->getSourceRange(), "member of a class");
        initialise(*part, initialiser->getAnyMember()->getType(), init);
        if (part->kind == Binding::Reference && isConstView(initialiser->getAnyMember()->getType()))
          nameView(*this, part->place, initialiser->getAnyMember()->getNameAsString());
        continue;
      }
      const CXXRecordDecl *base = initialiser->isBaseInitializer() ? recordOf(init->getType()) : nullptr;
      if (!base) { // a constructor that hands its work on to another one
        initialise(variable, init->getType(), init);
        continue;
      }
      Binding seen = seenAs(variable, base);
      initialise(seen, init->getType(), init);
    }
  });
}

void Translator::initialiseFromList(Binding &variable, QualType type, const InitListExpr *list) {
  if (InitListExpr *semantic = list->isSemanticForm() ? nullptr : list->getSemanticForm())
    list = semantic;
  auto &parts = variable.object->parts;
  if (list->isTransparent() || (list->getNumInits() == 1 && parts.size() != 1 &&
                                context.hasSameUnqualifiedType(list->getInit(0)->getType(), type))) {
    initialise(variable, type, list->getInit(0));
    return;
  }
  // std::array holds a C array, which has a list of its own.
  const CXXRecordDecl *record = recordOf(type);
  if (record && inNamespace(record, "std") && list->getNumInits() == 1)
    if (auto *inner = dyn_cast<InitListExpr>(strip(list->getInit(0)));
        inner && inner->getType()->isArrayType()) {
      initialiseFromList(variable, inner->getType(), inner);
      return;
    }
  size_t next = 0;
  unsigned i = 0;
  if (record)
    for (const CXXBaseSpecifier &base : record->bases()) {
      if (i >= list->getNumInits())
        break;
      auto *baseRecord = base.getType()->getAsCXXRecordDecl();
      Binding seen = seenAs(variable, baseRecord);
      initialise(seen, base.getType(), list->getInit(i++));
      next += seen.object->parts.size();
    }
  const std::optional<Binding> selfBefore = frame->self;
  for (; next < parts.size(); ++next, ++i) {
    const Expr *init = i < list->getNumInits() ? list->getInit(i) : list->getArrayFiller();
    Object::Part &part = parts[next];
    QualType partType;
    if (part.field)
      partType = part.field->getType();
    else if (auto *array = context.getAsConstantArrayType(type))
      partType = array->getElementType();
    if (!init) {
      initialiseWithZero(part.binding);
      continue;
    }
    if (partType.isNull())
      partType = init->getType();
    if (isa<CXXDefaultInitExpr>(init))
      frame->self = variable;
    initialise(part.binding, partType, init);
    frame->self = selfBefore;
  }
}

} // namespace gateaux::frontend
