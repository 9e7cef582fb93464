// SPDX-License-Identifier: Apache-2.0
#include "Jumps.h"

#include <clang/AST/ExprCXX.h>
#include <clang/AST/StmtCXX.h>

#include <algorithm>

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

bool isLoop(const Stmt *s) { return isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(s); }

template <typename F>
bool anyChild(const Stmt *s, F f) {
  return std::any_of(s->child_begin(), s->child_end(), [&](const Stmt *c) { return c && f(c); });
}

} // namespace

bool alwaysJumps(const Stmt *s) {
  if (isa<ReturnStmt, BreakStmt, ContinueStmt>(s))
    return true;
  if (auto *compound = dyn_cast<CompoundStmt>(s))
    return std::any_of(compound->body_begin(), compound->body_end(), alwaysJumps);
  if (auto *branch = dyn_cast<IfStmt>(s))
    return branch->getElse() && alwaysJumps(branch->getThen()) && alwaysJumps(branch->getElse());
  if (auto *attributed = dyn_cast<AttributedStmt>(s))
    return alwaysJumps(attributed->getSubStmt());
  return false;
}

bool mayReturn(const Stmt *s) {
  if (isa<ReturnStmt>(s))
    return true;
  return !isa<Expr>(s) && anyChild(s, mayReturn);
}

bool mayBreak(const Stmt *body) {
  if (isa<BreakStmt>(body))
    return true;
  return !isa<Expr, SwitchStmt>(body) && !isLoop(body) && anyChild(body, mayBreak);
}

bool mayContinue(const Stmt *body) {
  if (isa<ContinueStmt>(body))
    return true;
  return !isa<Expr>(body) && !isLoop(body) && anyChild(body, mayContinue);
}

bool mayJump(const Stmt *s) {
  if (isa<Expr, DeclStmt>(s))
    return false;
  if (isLoop(s))
    return mayReturn(s);
  return mayReturn(s) || mayBreak(s) || mayContinue(s);
}

const Stmt *labelWithin(const Stmt *s) {
  if (isa<SwitchCase>(s))
    return s;
  if (isa<Expr, SwitchStmt>(s))
    return nullptr;
  for (const Stmt *child : s->children())
    if (const Stmt *found = child ? labelWithin(child) : nullptr)
      return found;
  return nullptr;
}

bool returnsEarly(const Stmt *body) {
  auto *compound = dyn_cast<CompoundStmt>(body);
  if (!compound)
    return mayReturn(body);
  return std::any_of(compound->body_begin(), compound->body_end(), [&](const Stmt *child) {
    return !isa<ReturnStmt>(child) && mayReturn(child);
  });
}

bool isTame(const Operation &operation) {
  switch (operation.kind) {
  case Op::Constant:
  case Op::Rows:
  case Op::Cols:
  case Op::Cast:
  case Op::StopGradient:
  case Op::Add:
  case Op::Sub:
  case Op::Neg:
  case Op::Mul:
  case Op::Square:
  case Op::Abs:
  case Op::Sign:
  case Op::Max:
  case Op::Min:
  case Op::Sin:
  case Op::Cos:
  case Op::Tanh:
  case Op::Atan:
  case Op::Erf:
  case Op::Logistic:
  case Op::Softplus:
  case Op::Compare:
  case Op::And:
  case Op::Or:
  case Op::Not:
  case Op::Select:
    return true;
  default:
    return false;
  }
}

bool isTotal(const Operation &operation) {
  if (operation.results.size() != 1 || operation.result()->type.dense)
    return false;
  if (operation.kind == Op::Mod || operation.kind == Op::Div)
    return operation.result()->type.isReal();
  if (operation.kind == Op::ShiftLeft || operation.kind == Op::ShiftRight)
    return false; // not by less than nothing
  return info(operation.kind).is(cwise) || operation.kind == Op::Constant ||
         operation.kind == Op::Rows || operation.kind == Op::Cols ||
         operation.kind == Op::StopGradient;
}

bool dependsOnIntegers(const Value *v, std::set<const Value *> &seen) {
  if (!seen.insert(v).second)
    return false;
  if (!v->def)
    return !v->type.isReal();
  switch (v->def->kind) {
  case Op::Rows:
  case Op::Cols:
  case Op::ArgMax:
  case Op::ArgMin:
  case Op::If:
  case Op::For:
  case Op::While:
    return true;
  case Op::Element:
  case Op::Slice:
  case Op::Broadcast:
    return dependsOnIntegers(v->def->operand(0), seen);
  default:
    break;
  }
  for (const Value *operand : v->def->operands)
    if (dependsOnIntegers(operand, seen))
      return true;
  return false;
}

} // namespace gateaux::frontend
