// SPDX-License-Identifier: Apache-2.0
//
// Structs, classes and arrays of such. An object is the list of its members, and each scalar or dense
// one of these is a variable of its own, so that loops and branches need not know about objects.
#include "Ranges.h"
#include "Sparse.h"
#include "Translator.h"
#include "Unit.h"
#include "Workspaces.h"

#include <algorithm>

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

/// The variables that a lambda has copies of.
std::vector<const VarDecl *> ownCaptures(const Closure &closure) {
  std::vector<const VarDecl *> own;
  if (closure.type)
    for (const LambdaCapture &capture : closure.type->captures())
      if (capture.capturesVariable() && capture.getCaptureKind() == LCK_ByCopy)
        own.push_back(dyn_cast<VarDecl>(capture.getCapturedVar()));
  return own;
}

/// True where a lambda is among the parts of an object.
bool holdsClosure(const Binding &binding) {
  if (binding.kind == Binding::Closure)
    return true;
  return binding.kind == Binding::Object &&
         std::any_of(binding.object->parts.begin(), binding.object->parts.end(),
                     [](const Object::Part &part) { return holdsClosure(part.binding); });
}

/// What a reference, or a variable, of a type stands for.
Binding variableOf(Translator &t, QualType type, const std::string &name, SourceLocation loc) {
  if (type->isReferenceType() || eigenKind(type) == EigenKind::View) {
    Binding unbound = Binding::reference({});
    unbound.home = &t.builder.block();
    return unbound;
  }
  // What the tool does not know is an error where it is used.
  const CXXRecordDecl *record = recordOf(type);
  if (record && !typeOf(type) && !elementTypeOf(type) && inNamespace(record, "std") && !isEigen(type) &&
      !isReadable(record) && !isStd(record, "tuple") && !isStd(record, "array") && !isStd(record, "function") &&
      !isIterator(type) && !isOptional(type)) {
    auto unknown = std::make_shared<Object>();
    unknown->type = type;
    return Binding::of(std::move(unknown));
  }
  return t.newVariable(type, name, loc);
}

/// True for a reference or a view that does not stand for anything yet.
bool isUnbound(const Binding &binding) {
  return binding.kind == Binding::Reference && !binding.place.cell && !binding.place.temporary;
}

/// Binds a reference member, which the object has for good.
void bindMember(Translator &t, Binding &member, const Binding &to, SourceRange range) {
  if (member.home && member.home != &t.builder.block())
    unsupported(range, "binding a reference member in a branch",
                {{"choose with '?:' what it refers to, or keep a pointer", {}}});
  member = to;
}

} // namespace

Binding Translator::newVariable(QualType type, const std::string &name, SourceLocation loc) {
  type = type.getNonReferenceType();
  const std::string spelled = type.getAsString();
  const SourceRange range = failing.isValid() ? failing : SourceRange(loc);
  if (type.isVolatileQualified())
    unsupported(range, "volatile variable");
  if (auto held = typeOf(type))
    return Binding::variable(newCell(name, *held, loc));
  if (type->isFunctionPointerType() || type->isFunctionType())
    return Binding::of(std::make_shared<Closure>());
  if (isPointer(type)) {
    return newPointer(*this, name, loc);
  }
  if (auto element = elementTypeOf(type)) {
    Binding list = newList(*element, name, loc);
    if (list.kind == Binding::Object)
      list.object->type = type;
    return list;
  }
  auto object = std::make_shared<Object>();
  object->type = type;
  object->loc = loc;
  auto elements = [&](QualType element, uint64_t count) {
    // Where all positions are known each element is a variable of its own.
    if ((count > 64 || lists.count(loc)) && count < 1u << 30) {
      Binding list = newList(element, name, loc, static_cast<int>(count));
      if (list.kind == Binding::Object)
        list.object->type = type;
      return list;
    }
    for (uint64_t i = 0; i < count; ++i)
      object->parts.push_back(
          {nullptr, newVariable(element, name.empty() ? "" : name + "_" + std::to_string(i), loc)});
    return Binding::of(std::move(object));
  };
  if (auto *array = context.getAsConstantArrayType(type))
    return elements(array->getElementType(), array->getSize().getZExtValue());
  const CXXRecordDecl *record = recordOf(type);
  record = record ? record->getDefinition() : nullptr;
  if (!record)
    unsupported(range, "variable of type '" + spelled + "'");
  if (isSparse(type))
    return newSparse(*this, type, name, loc);
  auto *spec = dyn_cast<ClassTemplateSpecializationDecl>(record);
  if (isStd(record, "array"))
    return elements(spec->getTemplateArgs()[0].getAsType(),
                    static_cast<uint64_t>(integralArgument(spec, 1).value_or(0)));
  if (isStd(record, "tuple")) {
    for (unsigned i = 0; i < spec->getTemplateArgs()[0].pack_size(); ++i)
      object->parts.push_back(
          {nullptr, variableOf(*this, partTypeOf(type, i), name.empty() ? "" : name + "_" + std::to_string(i), loc)});
    return Binding::of(std::move(object));
  }
  if (record->isLambda() || isStd(record, "function")) {
    Binding empty = Binding::of(std::make_shared<Closure>());
    empty.home = &builder.block();
    return empty;
  }
  if (isCarriedAlong(type))
    return Binding::of(std::move(object));
  if (isOptional(type))
    return newOptional(*this, type, name, loc);
  if (isEigen(type) || !isReadable(record))
    unsupported(range, "variable of type '" + spelled + "'", insteadOf(type));
  if (record->isUnion())
    unsupported(range, "union");
  for (const CXXBaseSpecifier &base : record->bases()) {
    if (inNamespace(record, "std"))
      break; // std::pair, whose base is empty
    if (base.isVirtual())
      unsupported(range, "virtual base class");
    const Binding part = newVariable(base.getType(), name, loc);
    if (part.kind != Binding::Object || isList(part))
      unsupported(range, "a class derived from '" + base.getType().getAsString() + "'",
                  {{"make that a member", base.getBeginLoc()}});
    object->parts.insert(object->parts.end(), part.object->parts.begin(),
                         part.object->parts.end());
  }
  for (const FieldDecl *field : record->fields()) {
    if (field->isBitField())
      unsupported(range, "bit-field", {{"give '" + field->getNameAsString() + "' a type of its own", field->getLocation()}});
    const std::string partName = name.empty() ? "" : name + "_" + field->getNameAsString();
    object->parts.push_back({field, variableOf(*this, field->getType(), partName, loc)});
  }
  return Binding::of(std::move(object));
}

Binding *Translator::partOf(const Binding &object, const FieldDecl *field) {
  if (object.kind != Binding::Object || !field)
    return nullptr;
  for (Object::Part &part : object.object->parts)
    if (part.field && part.field->getCanonicalDecl() == field->getCanonicalDecl())
      return &part.binding;
  return nullptr;
}

std::optional<Place> Translator::placeOf(const Binding &binding) {
  if (binding.kind == Binding::Variable)
    return Place{binding.cell, nullptr, {}, false};
  if (binding.kind == Binding::Reference && (binding.place.cell || binding.place.temporary))
    return binding.place;
  return std::nullopt;
}

void Translator::forEachLeaf(const Binding &variable, const std::string &path,
                             llvm::function_ref<void(Cell &, const std::string &)> f) {
  if (variable.kind == Binding::Variable)
    f(*variable.cell, path);
  if (variable.kind != Binding::Object)
    return;
  size_t i = 0;
  for (const Object::Part &part : variable.object->parts) {
    forEachLeaf(part.binding,
                part.field ? path + "." + part.field->getNameAsString()
                           : path + "[" + std::to_string(i) + "]",
                f);
    ++i;
  }
}

void Translator::initialiseWithZero(const Binding &variable) {
  forEachLeaf(variable, "", [&](Cell &cell, const std::string &) {
    if (cell.type.isList()) {
      cell.value = builder.createTyped(Op::EmptyList, cell.type, {});
      return;
    }
    Value *zero = cast(builder.integer(0), cell.type.element());
    if (!cell.type.dense)
      cell.value = zero;
    else if (cell.type.isFixed())
      cell.value = builder.broadcast(zero, builder.integer(cell.type.rows),
                                     builder.integer(cell.type.cols), cell.type);
  });
}

void Translator::copyThing(const Binding &to, const Binding &from, SourceRange range) {
  const CXXRecordDecl *record = to.kind == Binding::Object && !to.object->type.isNull() ? recordOf(to.object->type) : nullptr;
  auto checkBases = [&](auto &&self, const CXXRecordDecl *derived) -> void {
    if (derived && derived->hasDefinition() && !inNamespace(derived, "std"))
      for (const CXXBaseSpecifier &base : derived->bases()) {
        if (copiesItself(base.getType()))
          refuseCopy(base.getType(), range);
        self(self, recordOf(base.getType()));
      }
  };
  checkBases(checkBases, record);
  if (to.kind == Binding::Object)
    for (const Object::Part &part : to.object->parts)
      if (part.binding.kind == Binding::Object && !part.binding.object->type.isNull() &&
          copiesItself(part.binding.object->type))
        refuseCopy(part.binding.object->type, range);
  // Between an array with a variable for each element and a list.
  if (isList(to) && from.kind == Binding::Object && !isList(from)) {
    for (size_t i = 0; i < from.object->parts.size(); ++i)
      copyThing(itemOf(to, builder.integer(static_cast<int64_t>(i))), from.object->parts[i].binding, range);
    return;
  }
  if (to.kind == Binding::Object && !isList(to) && isList(from)) {
    for (size_t i = 0; i < to.object->parts.size(); ++i)
      copyThing(to.object->parts[i].binding, itemOf(from, builder.integer(static_cast<int64_t>(i))), range);
    return;
  }
  if (to.kind == Binding::Object && (isStd(to.object->type, "_Swallow_assign") || isStd(to.object->type, "__ignore_t")))
    return; // std::ignore
  switch (to.kind) {
  case Binding::Variable:
    if (auto p = placeOf(from)) {
      if (p->whole() && p->cell && !p->cell->value && !p->cell->choice)
        to.cell->value = nullptr; // a member that holds nothing yet
      else
        setCell(*to.cell, read(*p, range), range);
      return;
    }
    break;
  case Binding::Reference:
    if (auto p = placeOf(from)) {
      write(to.place, read(*p, range), range);
      return;
    }
    break;
  case Binding::Object: {
    if (from.kind != Binding::Object)
      break;
    // All parts are read before one is written: std::tie(a, b) = std::make_pair(b, a).
    size_t i = 0;
    for (Object::Part &part : to.object->parts) {
      const Binding *source = partOf(from, part.field);
      if (!source && i < from.object->parts.size())
        source = &from.object->parts[i].binding;
      if (source && isUnbound(part.binding))
        bindMember(*this, part.binding, *source, range);
      else if (source)
        copyThing(part.binding, *source, range);
      ++i;
    }
    return;
  }
  case Binding::Closure:
    if (from.kind == Binding::Closure) {
      *to.closure = *from.closure;
      // What a lambda keeps for itself is copied with it.
      for (const VarDecl *variable : ownCaptures(*to.closure)) {
        auto held = to.closure->captures.find(variable);
        if (held == to.closure->captures.end() || held->second.kind != Binding::Variable)
          continue;
        const Cell &original = *held->second.cell;
        Cell *cell = newCell(original.name, original.type, original.loc);
        cell->value = original.value;
        held->second = Binding::variable(cell);
      }
      return;
    }
    break;
  case Binding::Pointer:
    if (from.kind == Binding::Pointer) {
      setPointer(*this, *to.pointer, *from.pointer, range);
      return;
    }
    break;
  case Binding::Expression:
  case Binding::Workspace:
    break;
  }
  unsupported(range, "copying this object");
}

bool isOwner(Translator &t, const Binding &b) {
  if (b.kind == Binding::Object)
    return llvm::any_of(b.object->parts, [&](const Object::Part &part) { return isOwner(t, part.binding); });
  const auto p = Translator::placeOf(b);
  if (!p || !p->cell || p->cell->choice || !isStored(*p))
    return false;
  const ir::Type type = p->whole() ? p->cell->type : t.placeType(*p);
  return type.isList() ? type.count == kDynamic : type.dense && !type.isFixed();
}

void takeOver(Translator &t, const Binding &from, SourceRange range) {
  if (from.kind == Binding::Object) {
    for (const Object::Part &part : from.object->parts)
      takeOver(t, part.binding, range);
    return;
  }
  if (!isOwner(t, from))
    return;
  t.handovers.handOver(from);
  const Place p = *Translator::placeOf(from);
  const ir::Type type = p.whole() ? p.cell->type : t.placeType(p);
  auto extent = [&](int n) { return t.builder.integer(n == kDynamic ? 0 : n); };
  t.write(p, type.isList() ? t.builder.createTyped(Op::EmptyList, type, {})
                           : t.builder.broadcast(t.cast(t.builder.integer(0), type.element()), extent(type.rows), extent(type.cols), type),
          range);
}

void swapThings(Translator &t, QualType type, const Binding &a, const Binding &b, SourceRange range) {
  if (copiesItself(type))
    refuseCopy(type, range);
  const Binding kept = t.newVariable(type, "", range.getBegin());
  t.copyThing(kept, a, range);
  t.copyThing(a, b, range);
  t.copyThing(b, kept, range);
  t.handovers.handOver(a);
  t.handovers.handOver(b);
}

void Translator::initialise(Binding &variable, QualType type, const Expr *init) {
  LocationScope scope(*this, init->getExprLoc(), init->getSourceRange());
  const Expr *e = strip(init);
  const SourceRange range = e->getSourceRange();
  if (type->isReferenceType()) {
    if (auto object = thing(unmoved(e)))
      bindMember(*this, variable, handovers.stamped(*object), range);
    else if (auto p = place(e))
      bindMember(*this, variable, handovers.stamped(Binding::reference(*p)), range);
    else
      bindMember(*this, variable, Binding::reference(Place{nullptr, value(e), {}, false}), range);
    return;
  }
  if (eigenKind(type) == EigenKind::View && isUnbound(variable)) {
    auto p = place(e);
    if (p)
      alignWithRef(*this, *p, type);
    if (p)
      bindMember(*this, variable, handovers.stamped(Binding::reference(*p)), range);
    else if (isConstView(type))
      bindMember(*this, variable, Binding::reference(Place{nullptr, asDense(value(e)), {}, false}), range);
    else
      unsupported(range, isEigenClass(type, "Map") ? "'Eigen::Map' over a pointer"
                                                   : "'Eigen::Ref' to this expression");
    return;
  }
  if (elementTypeOf(type) || (elementOf(type) && isList(variable)))
    return initialiseList(variable, type, e);
  switch (variable.kind) {
  case Binding::Variable: {
    auto *construction = dyn_cast<CXXConstructExpr>(e);
    if (construction && isEigen(type) && construction->getNumArgs() == 0)
      return; // holds nothing yet
    if (isa<ImplicitValueInitExpr>(e))
      initialiseWithZero(variable);
    else
      setCell(*variable.cell, value(e), range);
    return;
  }
  case Binding::Object:
    if (isOptional(type))
      return setOptional(*this, variable, e);
    if (auto *list = dyn_cast<InitListExpr>(e)) {
      initialiseFromList(variable, type, list);
      return;
    }
    if (auto *construction = dyn_cast<CXXConstructExpr>(e); construction && !isSparse(type)) {
      construct(variable, construction);
      return;
    }
    if (isa<ImplicitValueInitExpr, CXXScalarValueInitExpr>(e)) {
      initialiseWithZero(variable);
      return;
    }
    break;
  case Binding::Closure:
    if (const FunctionDecl *function = functionOf(e)) {
      variable.closure->function = function;
      return;
    }
    if (auto *construction = dyn_cast<CXXConstructExpr>(e)) {
      if (construction->getNumArgs() == 1)
        initialise(variable, type, construction->getArg(0));
      return;
    }
    break;
  case Binding::Pointer:
    if (auto pointer = pointerOf(e)) {
      copyThing(variable, *pointer, range);
      return;
    }
    unsupported(range, "pointer");
  default:
    break;
  }
  if (e->isGLValue() && copiesItself(type))
    refuseCopy(type, range);
  auto from = thing(e);
  if (!from)
    unsupported(range, "object of type '" + e->getType().getAsString() + "'");
  copyThing(variable, *from, range);
}

std::optional<Binding> Translator::objectOf(const Expr *e, bool arrow) {
  e = strip(e);
  if (isa<CXXThisExpr>(e))
    return frame->self;
  if (!arrow && !isPointer(e->getType()))
    return thing(e);
  auto pointer = pointerOf(e);
  return pointer ? follow(*pointer, e->getSourceRange()) : std::nullopt;
}

std::optional<Binding> Translator::thing(const Expr *e) {
  e = strip(e);
  const QualType type = e->getType();
  if (typeOf(type) || isEigen(type) || isWorkspace(type) || type->isVoidType())
    return std::nullopt;
  if (isPointer(type))
    return pointerOf(e);
  LocationScope scope(*this, e->getExprLoc(), e->getSourceRange());
  if (const Binding *held = captures_ ? captures_->thing(e) : nullptr)
    return *held;
  if (isa<DeclRefExpr>(e)) {
    auto binding = bindingOf(e);
    if (binding && (binding->kind == Binding::Object || binding->kind == Binding::Closure || isList(*binding)))
      return binding;
    // A constant outside of functions.
    auto *constant = dyn_cast<VarDecl>(llvm::cast<DeclRefExpr>(e)->getDecl());
    const Expr *init = !binding && constant && constant->hasGlobalStorage() && constant->getType().isConstQualified() &&
                               !constant->getType()->isReferenceType()
                           ? constant->getAnyInitializer()
                           : nullptr;
    if (!init || init->isValueDependent() || !isWrittenOut(*this, init))
      return std::nullopt;
    Binding made = newVariable(type.getUnqualifiedType(), "", constant->getLocation());
    initialise(made, type.getUnqualifiedType(), init);
    return made;
  }
  if (auto *member = dyn_cast<MemberExpr>(e)) {
    auto base = objectOf(member->getBase(), member->isArrow());
    Binding *part = base ? partOf(*base, dyn_cast<FieldDecl>(member->getMemberDecl())) : nullptr;
    return part ? std::optional(*part) : std::nullopt;
  }
  if (auto pointee = pointedTo(*this, e))
    return pointee;
  if (auto optional = optionalThing(*this, e))
    return optional;
  if (auto held = valueOfOptional(*this, e))
    return held;
  if (auto *lambda = dyn_cast<LambdaExpr>(e))
    return closureOf(lambda);
  if (isSparse(type) && isa<CXXConstructExpr, CallExpr>(e))
    if (auto *c = dyn_cast<CallExpr>(e); !c || (c->getDirectCallee() && isEigenFunction(c->getDirectCallee())))
      return sparseThing(*this, e);
  if (auto *o = dyn_cast<CXXOperatorCallExpr>(e); o && o->getOperator() == OO_Equal) {
    auto *method = dyn_cast_or_null<CXXMethodDecl>(o->getDirectCallee());
    if (method && (method->isDefaulted() ||
                   (inNamespace(method, "std") && !isStd(method->getParent(), "back_insert_iterator")))) {
      const QualType type = o->getArg(0)->getType();
      auto *braces = elementTypeOf(type) && !elementTypeOf(o->getArg(1)->getType()) ? bracedList(o->getArg(1)) : nullptr;
      std::optional<Binding> from;
      if (braces)
        fillFromBraces(*(from = newVariable(type, "", e->getExprLoc())), *elementTypeOf(type), braces);
      else
        from = thing(o->getArg(1));
      auto to = thing(o->getArg(0));
      if (to && to->kind == Binding::Closure && to->closure->isEmpty() && to->home == &builder.block() && from) {
        copyThing(*to, *from, e->getSourceRange());
        return to;
      }
      if (to && holdsClosure(*to))
        unsupported(e->getSourceRange(), "assigning a lambda",
                    {{"give each one a variable of its own", {}}});
      if (from && to) {
        // A copy first: the sides may share parts.
        Binding copy = newVariable(type, "", e->getExprLoc());
        copyThing(copy, *from, e->getSourceRange());
        copyThing(*to, copy, e->getSourceRange());
        return to;
      }
    }
  }
  if (auto element = elementOfThing(e))
    return element;
  if (auto *c = dyn_cast<CallExpr>(e)) {
    CallSite at = site(c);
    if (!at.callee)
      unsupported(e->getSourceRange(), "call through a pointer");
    if (auto tuple = tupleThing(at))
      return tuple;
    if (auto reversed = reversedPosition(*this, at))
      return reversed;
    return callThing(at);
  }
  if (auto *c = dyn_cast<ConditionalOperator>(e)) {
    if (c->isGLValue() || holdsReferences(type))
      if (auto one = choiceOf(c, [&](const Expr *arm) { return thing(arm); }))
        return one;
    Binding result = newVariable(type, "", e->getExprLoc());
    auto arm = [&](const Expr *from) {
      if (auto object = thing(from))
        copyThing(result, *object, from->getSourceRange());
      else
        unsupported(from->getSourceRange(), "'?:' of these operands");
    };
    branch(condition(c->getCond()), [&] { arm(c->getTrueExpr()); },
           [&] { arm(c->getFalseExpr()); });
    return result;
  }
  if (isa<CXXConstructExpr, InitListExpr, CXXScalarValueInitExpr, ImplicitValueInitExpr>(e)) {
    checkDestructor(type, e->getSourceRange());
    Binding result = newVariable(type, "", e->getExprLoc());
    initialise(result, type, e);
    return result;
  }
  return std::nullopt;
}

} // namespace gateaux::frontend
