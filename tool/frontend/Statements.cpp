// SPDX-License-Identifier: Apache-2.0
//
// Statements and declarations.
#include "Jumps.h"
#include "Ranges.h"
#include "Translator.h"
#include "Unit.h"
#include "Workspaces.h"

#include <clang/Lex/Lexer.h>

#include <algorithm>

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

/// True for a declaration of objects of the user's: a timer, a log.
bool declaresObject(const DeclStmt *s) {
  return llvm::all_of(s->decls(), [](const Decl *d) {
    auto *variable = dyn_cast<VarDecl>(d);
    return variable && variable->getType()->isRecordType() && !typeOf(variable->getType()) && !isEigen(variable->getType());
  });
}

/// What a statement that is not translated is called in a message.
std::string nameOf(const Stmt *s) {
  switch (s->getStmtClass()) {
  case Stmt::GotoStmtClass:
  case Stmt::IndirectGotoStmtClass:
    return "'goto'";
  case Stmt::LabelStmtClass:
    return "label";
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
                    NamespaceAliasDecl, UsingShadowDecl, EnumDecl, RecordDecl>(decl))
        unsupported(decl->getSourceRange(), "declaration of a function within a function",
                    {{"declare it outside the function", {}}});
    }
    return;
  case Stmt::IfStmtClass:
    ifStatement(llvm::cast<IfStmt>(s), {});
    return;
  case Stmt::SwitchStmtClass:
    switchStatement(llvm::cast<SwitchStmt>(s));
    return;
  case Stmt::ForStmtClass:
    forStatement(llvm::cast<ForStmt>(s));
    return;
  case Stmt::CXXForRangeStmtClass:
    rangeFor(llvm::cast<CXXForRangeStmt>(s));
    return;
  case Stmt::WhileStmtClass: {
    auto *loop = llvm::cast<WhileStmt>(s);
    whileLoop({loop->getCond(), loop->getConditionVariable(), loop->getBody(), nullptr, true, s, loop->getRParenLoc()});
    return;
  }
  case Stmt::DoStmtClass: {
    auto *loop = llvm::cast<DoStmt>(s);
    whileLoop({loop->getCond(), nullptr, loop->getBody(), nullptr, false, s, loop->getDoLoc()});
    return;
  }
  case Stmt::BreakStmtClass:
    jump(frame->jumps->broke);
    return;
  case Stmt::ContinueStmtClass: {
    const Jumps *jumps = frame->jumps;
    while (!jumps->loop)
      jumps = jumps->outer;
    jump(jumps->continued);
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
  std::vector<const Stmt *> list(s->body_begin(), s->body_end());
  statements({list, s->getLBracLoc()});
  const SourceLocation before = list.empty() ? s->getLBracLoc() : list.back()->getEndLoc();
  if (const Marker *marker =
          unit.markers.between(context.getSourceManager(), before, s->getRBracLoc()))
    fail(marker->loc, marker->kind == MarkerKind::Checkpoint
                          ? "'GATEAUX_CHECKPOINT' is not followed by a loop"
                          : "'GATEAUX_INACTIVE' is not followed by a statement");
}

void Translator::substatement(const Stmt *s, SourceLocation before) {
  if (!s)
    return;
  if (unit.markers.between(context.getSourceManager(), before, s->getBeginLoc()))
    statements({s, before});
  else
    statement(s);
}

void Translator::statements(Rest rest) {
  SourceLocation before = rest.before;
  for (size_t i = 0; i < rest.statements.size(); ++i) {
    if (frame->dead)
      return; // what follows a jump is never reached
    const Stmt *child = rest.statements[i];
    const Marker *marker =
        unit.markers.between(context.getSourceManager(), before, child->getBeginLoc());
    before = child->getEndLoc();
    if (marker && marker->kind == MarkerKind::Checkpoint)
      checkpoint(*marker, child);
    const Rest after{rest.statements.drop_front(i + 1), before};
    if (marker && marker->kind == MarkerKind::Inactive) {
      inactiveStatement(child);
    } else if (auto *branch = dyn_cast<IfStmt>(child); branch && mayJump(branch)) {
      LocationScope scope(*this, branch->getBeginLoc(), branch->getSourceRange());
      ifStatement(branch, after);
      return;
    } else {
      statement(child);
    }
    if (mayJump(child)) {
      continueWith(after);
      return;
    }
  }
}

void Translator::inactiveStatement(const Stmt *s) {
  Attempt attempt(*this);
  const std::vector<Value *> &before = attempt.before.values;
  Jumps *const jumps = frame->jumps;
  try {
    statement(s);
  } catch (const Failure &) {
    // What cannot be followed may vanish where it writes nothing that is followed.
    if ((isa<DeclStmt>(s) && !declaresObject(llvm::cast<DeclStmt>(s))) || mayJump(s) || mayWrite(s, *frame, false))
      throw; // an object that is dropped is an error where it is used
    attempt.undo();
    frame->jumps = jumps;
    frame->dead = false;
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

void Translator::enter(Frame &callee, const FunctionDecl *definition) {
  callee.function = definition;
  callee.home = &builder.block();
  const QualType type = definition->getReturnType();
  if (returnsEarly(definition->getBody()))
    callee.returned = newFlag("returned");
  if (type->isVoidType())
    return;
  auto held = typeOf(type);
  if (held || isEigen(type))
    callee.result = newCell("", held.value_or(Type::f64()), definition->getLocation());
  else if (!type->isReferenceType())
    callee.object = newVariable(type, "", definition->getLocation());
}

void Translator::returnStatement(const ReturnStmt *s) {
  if (const Expr *e = s->getRetValue()) {
    const QualType type = frame->function->getReturnType();
    const bool atHome = &builder.block() == frame->home && !frame->returned;
    if (type->isVoidType()) {
      effect(e);
    } else if ((type->isReferenceType() || eigenKind(type) == EigenKind::Expression) && frame->caller &&
               atHome && (typeOf(type) || isEigen(type)) && (frame->place = place(e))) {
      // The caller reads or writes it.
    } else if (eigenKind(type) == EigenKind::Expression && frame->defers && atHome) {
      frame->deferred = defer(e);
    } else if (auto result = typeOf(type)) {
      frame->result->value = conform(value(e), *result, e->getSourceRange());
    } else if (isEigen(type)) {
      frame->result->value = value(e);
      frame->result->type = frame->result->value->type;
    } else if (!type->isReferenceType() && frame->object) {
      initialise(*frame->object, type, e);
    } else if (auto object = type->isReferenceType() && atHome ? thing(e) : std::nullopt) {
      frame->object = object;
    } else {
      unsupported(e->getSourceRange(), "a result of type '" + type.getAsString() + "'");
    }
  }
  jump(frame->returned);
}

void Translator::declareHolders(const VarDecl *variable) {
  if (auto *decomposition = dyn_cast<DecompositionDecl>(variable))
    for (const BindingDecl *binding : decomposition->bindings())
      if (const VarDecl *holder = binding->getHoldingVar())
        declare(holder);
}

void Translator::declare(const VarDecl *variable) {
  LocationScope scope(*this, variable->getLocation(), variable->getSourceRange());
  QualType type = variable->getType();
  const Expr *init = variable->getInit();
  const std::string name = variable->getNameAsString();
  const bool outermost = !frame->caller;
  auto bindTo = [&](Binding binding) {
    if (outermost)
      locals.push_back({variable, binding.kind == Binding::Variable ? binding.cell : nullptr,
                        &builder.block() != frame->home});
    frame->bindings[variable] = std::move(binding);
  };

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
    declareHolders(variable);
    return;
  }
  if (isWorkspace(type)) {
    bindTo(Binding::workspace(unit.newWorkspace()));
    return;
  }
  auto held = typeOf(type);
  if (!held) {
    if (isCarriedAlong(type)) {
      if (type.isConstQualified())
        bindTo(carriedVariable(*this, variable, init, nullptr));
      return; // else an error where it is used
    }
    checkDestructor(type, variable->getSourceRange());
    Binding object = newVariable(type, name, variable->getLocation());
    if (object.kind == Binding::Closure)
      bindTo(object); // a lambda in a std::function may name that
    if (init)
      initialise(object, type, init);
    bindTo(std::move(object));
    declareHolders(variable);
    return;
  }
  Cell *cell = newCell(name, *held, variable->getLocation());
  if (init) {
    auto *construction = dyn_cast<CXXConstructExpr>(strip(init));
    const bool sized = construction && construction->getType()->isRecordType();
    const bool empty = sized && isEigen(type) &&
                       (construction->getNumArgs() == 0 || (held->isFactor() && isUninitialised(construction)));
    if (!empty) {
      Value *initial = value(init);
      setCell(*cell, initial, init->getSourceRange());
      // Matrix(rows, cols) makes room only; the first assignment is yet to come.
      if (sized && isUninitialised(construction))
        cell->writes = 0;
    }
  }
  bindTo(Binding::variable(cell));
  declareHolders(variable);
}

} // namespace gateaux::frontend
