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

/// A class of the user's, with a definition; of arrays and vectors that of their elements. Null for anything else.
static const CXXRecordDecl *userClass(QualType type) {
  type = type.getNonReferenceType();
  if (auto element = elementTypeOf(type))
    return userClass(*element);
  if (type->isArrayType() || isStd(type, "array"))
    return userClass(partTypeOf(type, 0));
  const CXXRecordDecl *record = typeOf(type) || isEigen(type) ? nullptr : recordOf(type);
  record = record ? record->getDefinition() : nullptr;
  return record && !inNamespace(record, "std") && !inNamespace(record, "Eigen") && !record->isLambda() ? record : nullptr;
}

void checkDestructor(QualType type, SourceRange range) {
  if (const CXXRecordDecl *record = recordOf(type); record && record->isLambda())
    return; // asked of what it captures, there
  forEachHeldClass(type, [&](const CXXRecordDecl *record) {
    const CXXDestructorDecl *destructor = record->getDestructor();
    if (!destructor || !destructor->isUserProvided())
      return;
    const FunctionDecl *definition = nullptr;
    const auto *body = destructor->hasBody(definition) ? dyn_cast<CompoundStmt>(definition->getBody()) : nullptr;
    if (!body || !body->body_empty())
      unsupported(range, "an object whose destructor does something",
                  {{"write it out at the end of the scope, or put 'GATEAUX_INACTIVE' before a statement that has no "
                    "influence on derivatives",
                    {}},
                   {"the destructor is here", destructor->getLocation()}});
  });
}

bool copiesItself(QualType type) {
  const CXXRecordDecl *record = userClass(type);
  auto own = [](const CXXMethodDecl *m) { return m->isUserProvided(); };
  return record && (llvm::any_of(record->ctors(), [&](auto *c) { return c->isCopyOrMoveConstructor() && own(c); }) ||
                    llvm::any_of(record->methods(), [&](auto *m) {
                      return (m->isCopyAssignmentOperator() || m->isMoveAssignmentOperator()) && own(m);
                    }));
}

void refuseCopy(QualType type, SourceRange range) {
  unsupported(range, "copying an object that holds a '" + type.getAsString() + "', which says itself how it is copied",
              {{"copy the members one by one", {}}});
}

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
                        (((from->getName() == "pair" || from->getName() == "tuple") &&
                          (parts.size() > 1 || constructor->isCopyOrMoveConstructor())) ||
                         (from->getName() == "array" && constructor->isCopyOrMoveConstructor()));
    if (arguments.empty()) {
      initialiseByDefault(variable, e->getType(), range);
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
  if (context.getAsConstantArrayType(variable.object->type)) {
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
  runConstructor(variable, llvm::cast<CXXConstructorDecl>(definition), {e->arguments().begin(), e->arguments().end()},
                 e->getExprLoc(), range);
}

/// `using Base::Base`: what the constructor was given goes to that of the base.
void Translator::runInherited(Binding &base, const CXXInheritedCtorInitExpr *e, const CXXConstructorDecl *from, SourceRange range) {
  const FunctionDecl *definition = nullptr;
  if (!e->getConstructor()->hasBody(definition))
    unsupported(range, "call of '" + e->getConstructor()->getNameAsString() + "', whose body is not visible here");
  std::vector<const Expr *> arguments;
  for (ParmVarDecl *parameter : from->parameters())
    arguments.push_back(DeclRefExpr::Create(context, {}, {}, parameter, false, e->getLocation(),
                                            parameter->getType().getNonReferenceType(), VK_LValue));
  runConstructor(base, llvm::cast<CXXConstructorDecl>(definition), arguments, e->getLocation(), range);
}

void Translator::runConstructor(Binding &variable, const CXXConstructorDecl *definition,
                                const std::vector<const Expr *> &arguments, SourceLocation loc, SourceRange range) {
  frames_.emplace_back();
  Frame &callee = frames_.back();
  callee.self = variable;
  run(callee, definition, arguments, loc, range, [&] {
    for (const CXXCtorInitializer *initialiser : definition->inits()) {
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
      if (auto *inherited = dyn_cast<CXXInheritedCtorInitExpr>(strip(init)))
        runInherited(seen, inherited, definition, range);
      else
        initialise(seen, init->getType(), init);
    }
  });
}

void Translator::initialiseByDefault(Binding &variable, QualType type, SourceRange range) {
  type = type.getNonReferenceType();
  if (isList(variable)) {
    clearList(variable);
    if (auto element = elementTypeOf(type) ? std::nullopt : elementOf(type)) { // a long array
      Binding item = newVariable(*element, "", range.getBegin());
      initialiseByDefault(item, *element, range);
      fillList(variable, builder.integer(0), lengthOf(variable), item);
    }
    return;
  }
  if (variable.kind != Binding::Object)
    return initialiseWithZero(variable);
  auto &parts = variable.object->parts;
  const CXXRecordDecl *record = recordOf(type);
  record = record ? record->getDefinition() : nullptr;
  if (!record || inNamespace(record, "std")) {
    for (size_t i = 0; i < parts.size(); ++i)
      initialiseByDefault(parts[i].binding, parts[i].field ? parts[i].field->getType() : partTypeOf(type, i), range);
    return;
  }
  auto isDefault = [](const CXXConstructorDecl *c) { return c->isDefaultConstructor() && c->isUserProvided(); };
  if (auto given = llvm::find_if(record->ctors(), isDefault); given != record->ctors().end()) {
    const FunctionDecl *definition = nullptr;
    if (!given->hasBody(definition))
      unsupported(range, "call of '" + given->getNameAsString() + "', whose body is not visible here");
    std::vector<const Expr *> arguments;
    for (const ParmVarDecl *parameter : definition->parameters())
      arguments.push_back(parameter->getDefaultArg());
    return runConstructor(variable, llvm::cast<CXXConstructorDecl>(definition), arguments, range.getBegin(), range);
  }
  for (const CXXBaseSpecifier &base : record->bases()) {
    Binding seen = seenAs(variable, recordOf(base.getType()));
    initialiseByDefault(seen, base.getType(), range);
  }
  const std::optional<Binding> selfBefore = frame->self;
  for (Object::Part &part : parts) {
    if (!part.field || part.field->getParent()->getCanonicalDecl() != record->getCanonicalDecl())
      continue;
    if (!part.field->hasInClassInitializer()) {
      initialiseByDefault(part.binding, part.field->getType(), range);
      continue;
    }
    const Expr *init = part.field->getInClassInitializer();
    if (!init)
      unsupported(range, "object of type '" + type.getAsString() + "'");
    frame->self = variable;
    initialise(part.binding, part.field->getType(), init);
    frame->self = selfBefore;
  }
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
