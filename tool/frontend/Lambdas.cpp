// SPDX-License-Identifier: Apache-2.0
//
// Lambdas: what they capture by value is copied where they are created, what they capture by
// reference names the same variable. A call is expanded as that of a function is.
#include "Ranges.h"
#include "Translator.h"

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

Binding Translator::closureOf(const LambdaExpr *e) {
  auto closure = std::make_shared<Closure>();
  closure->type = e->getLambdaClass();
  auto initialisers = e->capture_init_begin();
  for (const LambdaCapture &capture : e->captures()) {
    const Expr *init = *initialisers++;
    if (capture.capturesThis()) {
      if (!frame->self)
        unsupported(capture.getLocation(), "'this'");
      closure->self = frame->self;
      if (capture.getCaptureKind() == LCK_StarThis) {
        if (frame->self->kind != Binding::Object)
          unsupported(capture.getLocation(), "'this'");
        checkDestructor(frame->self->object->type, capture.getLocation());
        if (copiesItself(frame->self->object->type))
          refuseCopy(frame->self->object->type, capture.getLocation());
        closure->self = newVariable(frame->self->object->type, "", capture.getLocation());
        copyThing(*closure->self, *frame->self, e->getSourceRange());
      }
      continue;
    }
    if (!capture.capturesVariable())
      continue;
    auto *variable = dyn_cast<VarDecl>(capture.getCapturedVar());
    if (!variable)
      unsupported(capture.getLocation(), "capturing a structured binding");
    if (e->isInitCapture(&capture)) {
      closure->captures[variable] = bind(variable, variable->getInit());
      continue;
    }
    auto held = frame->bindings.find(variable);
    if (held == frame->bindings.end())
      continue; // a constant, or an error where it is used
    Binding binding = held->second;
    if (capture.getCaptureKind() == LCK_ByCopy) {
      switch (binding.kind) {
      case Binding::Variable:
      case Binding::Reference: {
        const Type type = placeType(*placeOf(binding));
        Cell *cell = newCell(variable->getNameAsString(),
                             typeOf(variable->getType()).value_or(type), capture.getLocation());
        cell->value = read(*placeOf(binding), init ? init->getSourceRange() : e->getSourceRange());
        binding = Binding::variable(cell);
        break;
      }
      case Binding::Object:
      case Binding::Pointer: {
        checkDestructor(variable->getType().getNonReferenceType(), capture.getLocation());
        if (copiesItself(variable->getType()))
          refuseCopy(variable->getType(), capture.getLocation());
        Binding copy = newVariable(variable->getType(), variable->getNameAsString(),
                                   capture.getLocation());
        copyThing(copy, binding, e->getSourceRange());
        binding = copy;
        break;
      }
      default:
        break;
      }
    }
    closure->captures[variable] = std::move(binding);
  }
  return Binding::of(std::move(closure));
}

const FunctionDecl *Translator::functionOf(const Expr *e) const {
  e = strip(e);
  if (auto *cast = dyn_cast<CastExpr>(e); cast && cast->getCastKind() == CK_FunctionToPointerDecay)
    return functionOf(cast->getSubExpr());
  if (auto *u = dyn_cast<UnaryOperator>(e); u && (u->getOpcode() == UO_AddrOf || u->getOpcode() == UO_Deref))
    return u->getSubExpr()->getType()->isFunctionType() || u->getOpcode() == UO_Deref ? functionOf(u->getSubExpr())
                                                                                   : nullptr;
  auto *ref = dyn_cast<DeclRefExpr>(e);
  if (!ref)
    return nullptr;
  if (auto *function = dyn_cast<FunctionDecl>(ref->getDecl()))
    return function;
  auto *variable = dyn_cast<VarDecl>(ref->getDecl());
  if (!variable)
    return nullptr;
  if (auto held = frame->bindings.find(variable); held != frame->bindings.end())
    return held->second.kind == Binding::Closure ? held->second.closure->function : nullptr;
  const bool fixed = variable->getType().isConstQualified() && variable->getType()->isFunctionPointerType();
  return fixed && variable->getAnyInitializer() ? functionOf(variable->getAnyInitializer()) : nullptr;
}

const Expr *behindCopies(const Expr *e) {
  e = Translator::strip(e);
  while (auto *copy = dyn_cast<CXXConstructExpr>(e)) {
    if (copy->getNumArgs() != 1 || !copy->getConstructor()->isCopyOrMoveConstructor())
      break;
    e = Translator::strip(copy->getArg(0));
  }
  return e;
}

void open(Frame &frame, const Binding &called) {
  if (called.kind != Binding::Closure) {
    frame.self = called;
    return;
  }
  for (const auto &[variable, binding] : called.closure->captures)
    frame.bindings[variable] = binding;
  frame.self = called.closure->self;
}

std::vector<const FunctionDecl *> callOperators(const CXXRecordDecl *record) {
  std::vector<const FunctionDecl *> found;
  auto isCall = [](const FunctionDecl *f) { return f->getOverloadedOperator() == OO_Call; };
  for (const Decl *d : record->decls()) {
    if (auto *method = dyn_cast<CXXMethodDecl>(d); method && isCall(method))
      found.push_back(method);
    if (auto *pattern = dyn_cast<FunctionTemplateDecl>(d); pattern && isCall(pattern->getTemplatedDecl()))
      for (const FunctionDecl *instance : pattern->specializations())
        found.push_back(instance);
  }
  return found;
}

} // namespace gateaux::frontend
