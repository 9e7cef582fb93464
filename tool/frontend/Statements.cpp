// SPDX-License-Identifier: Apache-2.0
//
// Statements and declarations.
#include "Translator.h"
#include "Unit.h"
#include "Workspaces.h"

#include <clang/Lex/Lexer.h>

#include <algorithm>

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

/// What a statement that is not translated is called in a message.
std::string nameOf(const Stmt *s) {
  switch (s->getStmtClass()) {
  case Stmt::IfStmtClass:
    return "'if' on a value known at run time only";
  case Stmt::ForStmtClass:
    return "'for' loop";
  case Stmt::WhileStmtClass:
    return "'while' loop";
  case Stmt::DoStmtClass:
    return "'do' loop";
  case Stmt::CXXForRangeStmtClass:
    return "range-based 'for' loop";
  case Stmt::SwitchStmtClass:
    return "'switch'";
  case Stmt::GotoStmtClass:
  case Stmt::IndirectGotoStmtClass:
    return "'goto'";
  case Stmt::LabelStmtClass:
    return "label";
  case Stmt::BreakStmtClass:
    return "'break'";
  case Stmt::ContinueStmtClass:
    return "'continue'";
  case Stmt::CXXTryStmtClass:
    return "'try'";
  case Stmt::GCCAsmStmtClass:
  case Stmt::MSAsmStmtClass:
    return "inline assembly";
  case Stmt::CoroutineBodyStmtClass:
  case Stmt::CoreturnStmtClass:
    return "coroutine";
  default:
    return std::string("statement of kind '") + s->getStmtClassName() + "'";
  }
}

/// True where an expression names a variable that is bound in a frame.
bool usesLocals(const Stmt *s, const Frame &frame) {
  if (!s)
    return false;
  if (auto *ref = dyn_cast<DeclRefExpr>(s))
    if (auto *variable = dyn_cast<VarDecl>(ref->getDecl()); variable)
      return frame.bindings.count(variable);
  return std::any_of(s->child_begin(), s->child_end(),
                     [&](const Stmt *child) { return usesLocals(child, frame); });
}

/// True where a part of a statement may write one of the variables that are bound in a frame: any
/// use of one that is neither a read nor a reference to const.
bool mayWrite(const Stmt *s, const Frame &frame, bool reading) {
  if (!s)
    return false;
  if (auto *cast = dyn_cast<ImplicitCastExpr>(s))
    reading =
        reading || cast->getCastKind() == CK_LValueToRValue || cast->getType().isConstQualified();
  if (auto *ref = dyn_cast<DeclRefExpr>(s))
    if (auto *variable = dyn_cast<VarDecl>(ref->getDecl()))
      return !reading && frame.bindings.count(variable) &&
             !variable->getType().getNonReferenceType().isConstQualified();
  for (const Stmt *child : s->children())
    if (mayWrite(child, frame, reading && isa<Expr>(s) && !isa<CallExpr>(s)))
      return true;
  return false;
}

} // namespace

void Translator::statement(const Stmt *s) {
  LocationScope scope(*this, s->getBeginLoc(), s->getSourceRange());
  if (isAssertion(s))
    return;
  switch (s->getStmtClass()) {
  case Stmt::NullStmtClass:
    return;
  case Stmt::CompoundStmtClass:
    compound(llvm::cast<CompoundStmt>(s));
    return;
  case Stmt::AttributedStmtClass:
    statement(llvm::cast<AttributedStmt>(s)->getSubStmt());
    return;
  case Stmt::ReturnStmtClass:
    returnStatement(llvm::cast<ReturnStmt>(s));
    return;
  case Stmt::DeclStmtClass:
    for (const Decl *decl : llvm::cast<DeclStmt>(s)->decls()) {
      if (auto *variable = dyn_cast<VarDecl>(decl))
        declare(variable);
      else if (!isa<TypedefNameDecl, UsingDecl, UsingDirectiveDecl, StaticAssertDecl, EmptyDecl,
                    NamespaceAliasDecl, UsingShadowDecl, EnumDecl>(decl))
        unsupported(decl->getSourceRange(), "declaration of a class or function within a function",
                    {{"declare it outside the function", {}}});
    }
    return;
  case Stmt::IfStmtClass: {
    auto *branch = llvm::cast<IfStmt>(s);
    bool taken = false;
    const bool known = branch->getCond() && !branch->getConditionVariable() &&
                       branch->getCond()->EvaluateAsBooleanCondition(taken, context);
    if (!known)
      break;
    if (branch->getInit())
      statement(branch->getInit());
    if (const Stmt *chosen = taken ? branch->getThen() : branch->getElse())
      statement(chosen);
    return;
  }
  default:
    if (auto *e = dyn_cast<Expr>(s)) {
      effect(e);
      return;
    }
    break;
  }
  unsupported(SourceRange(s->getBeginLoc()), nameOf(s));
}

void Translator::compound(const CompoundStmt *s) {
  SourceLocation before = s->getLBracLoc();
  for (const Stmt *child : s->body()) {
    if (frame->returned)
      return; // what follows a return is never reached
    const Marker *marker =
        unit.markers.between(context.getSourceManager(), before, child->getBeginLoc());
    before = child->getEndLoc();
    if (marker && marker->kind == MarkerKind::Checkpoint &&
        !isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(child))
      fail(marker->loc, "'GATEAUX_CHECKPOINT' is not followed by a loop",
           {{"this is what follows it", child->getBeginLoc()}});
    if (marker && marker->kind == MarkerKind::Inactive)
      inactiveStatement(child);
    else
      statement(child);
  }
  if (const Marker *marker =
          unit.markers.between(context.getSourceManager(), before, s->getRBracLoc()))
    fail(marker->loc, marker->kind == MarkerKind::Checkpoint
                          ? "'GATEAUX_CHECKPOINT' is not followed by a loop"
                          : "'GATEAUX_INACTIVE' is not followed by a statement");
}

void Translator::inactiveStatement(const Stmt *s) {
  std::vector<Value *> before;
  for (const Cell &cell : cells_)
    before.push_back(cell.value);
  try {
    statement(s);
  } catch (const Failure &) {
    // What cannot be followed may vanish where it writes nothing that is followed.
    if (isa<DeclStmt, ReturnStmt>(s) || mayWrite(s, *frame, false))
      throw;
    for (size_t i = 0; i < before.size(); ++i)
      cells_[i].value = before[i];
    return;
  }
  for (size_t i = 0; i < cells_.size(); ++i) {
    Cell &cell = cells_[i];
    if (cell.value && cell.type.isReal() && (i >= before.size() || cell.value != before[i])) {
      Value *stopped = builder.create(Op::StopGradient, {cell.value});
      std::swap(stopped->name, cell.value->name);
      cell.value = stopped;
    }
  }
}

bool Translator::isAssertion(const Stmt *s) const {
  if (!isa<Expr>(s))
    return false;
  const SourceManager &sources = context.getSourceManager();
  for (SourceLocation loc = s->getBeginLoc(); loc.isMacroID();
       loc = sources.getImmediateMacroCallerLoc(loc)) {
    StringRef name = Lexer::getImmediateMacroName(loc, sources, context.getLangOpts());
    if (name.contains_insensitive("assert"))
      return true;
  }
  return false;
}

void Translator::returnStatement(const ReturnStmt *s) {
  const Expr *e = s->getRetValue();
  if (e) {
    QualType type = frame->function->getReturnType();
    if (type->isVoidType()) {
      effect(e);
    } else if (type->isReferenceType() && frame->caller && (frame->place = place(e))) {
      // The caller reads or writes it.
    } else if (auto result = typeOf(type)) {
      frame->value = conform(value(e), *result, e->getSourceRange());
    } else if (isEigen(type)) {
      frame->value = value(e);
    } else {
      unsupported(e->getSourceRange(), "a result of type '" + type.getAsString() + "'");
    }
  }
  frame->returned = true;
}

void Translator::declare(const VarDecl *variable) {
  LocationScope scope(*this, variable->getLocation(), variable->getSourceRange());
  QualType type = variable->getType();
  const Expr *init = variable->getInit();
  const std::string name = variable->getNameAsString();
  const bool outermost = !frame->caller;
  auto bindTo = [&](Binding binding) {
    if (outermost)
      locals.push_back({variable, binding.kind == Binding::Variable ? binding.cell : nullptr});
    frame->bindings[variable] = std::move(binding);
  };

  if (isa<DecompositionDecl>(variable))
    unsupported(variable->getSourceRange(), "structured binding");
  if (type.isVolatileQualified())
    unsupported(variable->getSourceRange(), "volatile variable");
  if (variable->isStaticLocal() && !type.isConstQualified())
    unsupported(variable->getSourceRange(), "static variable that is not const",
                {{"pass it to the function as a parameter", {}}});
  if (variable->isStaticLocal() && init && usesLocals(init, *frame))
    unsupported(variable->getSourceRange(), "static variable that keeps what its first call gave",
                {{"leave out 'static'", {}}});
  if (type->isReferenceType() || eigenKind(type) == EigenKind::View ||
      eigenKind(type) == EigenKind::Expression) {
    bindTo(bind(variable, init));
    return;
  }
  if (isWorkspace(type)) {
    bindTo(Binding::workspace(unit.newWorkspace()));
    return;
  }
  auto held = typeOf(type);
  if (!held) {
    if (isCarriedAlong(type))
      return; // an error where it is used
    if (type->isPointerType())
      unsupported(variable->getSourceRange(), "pointer variable");
    if (auto *record = recordOf(type); record && record->isLambda())
      unsupported(init ? init->getSourceRange() : variable->getSourceRange(), "lambda");
    unsupported(variable->getSourceRange(), "variable of type '" + type.getAsString() + "'");
  }
  Cell *cell = newCell(name, *held, variable->getLocation());
  if (init) {
    auto *construction = dyn_cast<CXXConstructExpr>(strip(init));
    const bool sized = construction && construction->getType()->isRecordType();
    if (!(sized && construction->getNumArgs() == 0)) {
      Value *initial = value(init);
      setCell(*cell, initial, init->getSourceRange());
      // Matrix(rows, cols) makes room only; the first assignment is yet to come.
      if (sized && isUninitialised(construction))
        cell->writes = 0;
    }
  }
  bindTo(Binding::variable(cell));
}

} // namespace gateaux::frontend
