// SPDX-License-Identifier: Apache-2.0
//
// Operators of scalars: arithmetic, comparisons, choice, assignments.
#include "Translator.h"

#include <set>

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

/// Operations that have a finite derivative wherever they are evaluated, so that both arms of a
/// choice may be evaluated: what is not chosen adds exactly zero to an adjoint.
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
  // Sums of products, and what shows a value in another way.
  case Op::Sum:
  case Op::Dot:
  case Op::Matmul:
  case Op::Norm:
  case Op::Broadcast:
  case Op::Identity:
  case Op::Transpose:
  case Op::Diagonal:
  case Op::Diag:
    return true;
  default:
    return false;
  }
}

/// True where a value depends on an integer, a bool or an extent that is given at run time: as a
/// condition it may then guard a position.
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

std::optional<Op> arithmeticOp(BinaryOperatorKind kind) {
  switch (kind) {
  case BO_Add:
  case BO_AddAssign:
    return Op::Add;
  case BO_Sub:
  case BO_SubAssign:
    return Op::Sub;
  case BO_Mul:
  case BO_MulAssign:
    return Op::Mul;
  case BO_Div:
  case BO_DivAssign:
    return Op::Div;
  case BO_Rem:
  case BO_RemAssign:
    return Op::Mod;
  default:
    return std::nullopt;
  }
}

Predicate predicateOf(BinaryOperatorKind kind) {
  switch (kind) {
  case BO_LT:
    return Predicate::Lt;
  case BO_LE:
    return Predicate::Le;
  case BO_GT:
    return Predicate::Gt;
  case BO_GE:
    return Predicate::Ge;
  case BO_EQ:
    return Predicate::Eq;
  case BO_NE:
    return Predicate::Ne;
  default:
    return Predicate::None;
  }
}

} // namespace

Value *Translator::arithmetic(BinaryOperatorKind kind, Value *a, Value *b, SourceRange range) {
  auto what = arithmeticOp(kind);
  if (!what || a->type.scalar != b->type.scalar)
    unsupported(range, "'" + BinaryOperator::getOpcodeStr(kind).str() + "' of these operands");
  return op(*what, {a, b});
}

Value *Translator::binary(const BinaryOperator *e) {
  BinaryOperatorKind kind = e->getOpcode();
  if (kind == BO_Comma) {
    effect(e->getLHS());
    return value(e->getRHS());
  }
  if (!typeOf(e->getLHS()->getType()) || !typeOf(e->getRHS()->getType())) {
    if (Value *v = constantOf(e))
      return v;
    unsupported(e->getSourceRange(), "'" + e->getOpcodeStr().str() + "' of '" +
                                         e->getLHS()->getType().getAsString() + "'");
  }
  if (kind == BO_LAnd || kind == BO_LOr) {
    Value *left = scalar(e->getLHS());
    // C++ evaluates the right side only if the left one leaves the result open. Evaluating it
    // always is the same where it neither writes nor can fail.
    size_t before = builder.block().operations.size();
    if (!isPure(e->getRHS()))
      unsupported(e->getRHS()->getSourceRange(),
                  "side effects on the right of '" + e->getOpcodeStr().str() + "'");
    Value *right = scalar(e->getRHS());
    for (size_t i = before; i < builder.block().operations.size(); ++i) {
      const Operation &operation = *builder.block().operations[i];
      if (operation.kind == Op::Element ||
          (operation.kind == Op::Div && operation.result()->type.isInteger()))
        unsupported(e->getRHS()->getSourceRange(),
                    "'" + e->getOpcodeStr().str() + "' that guards its right side");
    }
    return op(kind == BO_LAnd ? Op::And : Op::Or, {left, right});
  }
  Value *left = scalar(e->getLHS());
  Value *right = scalar(e->getRHS());
  if (Predicate predicate = predicateOf(kind); predicate != Predicate::None)
    return compare(predicate, left, right);
  if (!arithmeticOp(kind)) {
    if (Value *v = constantOf(e))
      return v;
    unsupportedAt(e->getOperatorLoc(), e->getSourceRange(), "'" + e->getOpcodeStr().str() + "'");
  }
  return arithmetic(kind, left, right, e->getSourceRange());
}

Value *Translator::unary(const UnaryOperator *e) {
  switch (e->getOpcode()) {
  case UO_Plus:
    return scalar(e->getSubExpr());
  case UO_Minus: {
    Value *v = scalar(e->getSubExpr());
    if (v->def && v->def->kind == Op::Constant && v->name.empty() && v->def->attrs.number)
      return builder.constant(-*v->def->attrs.number, v->type.scalar);
    if (v->def && v->def->kind == Op::Constant && v->name.empty() && v->type.isInteger())
      return builder.integer(-*v->def->attrs.integer, v->type);
    return op(Op::Neg, {v});
  }
  case UO_LNot:
    return op(Op::Not, {scalar(e->getSubExpr())});
  case UO_PostInc:
  case UO_PostDec: {
    Place p = writablePlace(e->getSubExpr());
    Value *before = read(p, e->getSourceRange());
    Value *one = Translator::cast(builder.integer(1), before->type);
    write(p, op(e->isIncrementOp() ? Op::Add : Op::Sub, {before, one}), e->getSourceRange());
    return before;
  }
  case UO_Deref:
    unsupported(e->getSourceRange(), "following a pointer");
  case UO_AddrOf:
    unsupported(e->getSourceRange(), "taking an address");
  default:
    break;
  }
  if (Value *v = constantOf(e))
    return v;
  unsupported(e->getSourceRange(), "'" + UnaryOperator::getOpcodeStr(e->getOpcode()).str() + "'");
}

Value *Translator::conditional(const ConditionalOperator *e) {
  bool taken = false;
  if (e->getCond()->EvaluateAsBooleanCondition(taken, context))
    return value(taken ? e->getTrueExpr() : e->getFalseExpr());
  if (!typeOf(e->getType()) || typeOf(e->getType())->dense)
    unsupportedAt(e->getQuestionLoc(), e->getSourceRange(), "'?:' of matrices",
                  {{"use 'select' for a choice by coefficients", {}}});
  for (const Expr *arm : {e->getTrueExpr(), e->getFalseExpr()})
    if (!isPure(arm))
      unsupported(arm->getSourceRange(), "side effects in an arm of '?:'");
  Value *condition = scalar(e->getCond());
  std::set<const Value *> seen;
  const bool mayGuard = dependsOnIntegers(condition, seen);
  size_t before = builder.block().operations.size();
  Value *a = scalar(e->getTrueExpr()), *b = scalar(e->getFalseExpr());
  for (size_t i = before; i < builder.block().operations.size(); ++i) {
    const Operation &operation = *builder.block().operations[i];
    if ((operation.kind == Op::Element || operation.kind == Op::Slice) && !mayGuard)
      continue;
    if (!isTame(operation))
      unsupportedAt(e->getQuestionLoc(), e->getSourceRange(),
                    "'?:' with '" + std::string(info(operation.kind).name) + "' in an arm",
                    {{"both arms are evaluated, and this one may have no finite derivative, or "
                      "no value, where it is not chosen",
                      {}}});
  }
  return select(condition, a, b);
}

std::optional<Place> Translator::scalarAssignment(const Expr *e) {
  if (auto *u = dyn_cast<UnaryOperator>(e);
      u && (u->getOpcode() == UO_PreInc || u->getOpcode() == UO_PreDec)) {
    Place p = writablePlace(u->getSubExpr());
    Value *before = read(p, e->getSourceRange());
    Value *one = Translator::cast(builder.integer(1), before->type);
    write(p, op(u->isIncrementOp() ? Op::Add : Op::Sub, {before, one}), e->getSourceRange());
    return p;
  }
  auto *b = dyn_cast<BinaryOperator>(e);
  if (!b || !b->isAssignmentOp())
    return std::nullopt;
  if (!typeOf(b->getLHS()->getType()))
    unsupported(b->getLHS()->getSourceRange(),
                "assignment to '" + b->getLHS()->getType().getAsString() + "'");
  Value *right = scalar(b->getRHS()); // C++17 evaluates the right side first
  Place p = writablePlace(b->getLHS());
  if (b->getOpcode() == BO_Assign) {
    write(p, right, e->getSourceRange());
    return p;
  }
  if (!arithmeticOp(b->getOpcode()))
    unsupportedAt(b->getOperatorLoc(), e->getSourceRange(), "'" + b->getOpcodeStr().str() + "'");
  auto *compound = llvm::cast<CompoundAssignOperator>(b);
  auto computed = typeOf(compound->getComputationLHSType());
  const Type held = placeType(p);
  const bool sum = b->getOpcode() == BO_AddAssign || b->getOpcode() == BO_SubAssign;
  if (sum && !p.whole() && computed && computed->scalar == held.scalar) {
    accumulate(p, right, b->getOpcode() == BO_SubAssign, e->getSourceRange());
    return p;
  }
  // n += 0.5 computes in double and converts back.
  Value *left = read(p, e->getSourceRange());
  if (computed)
    left = Translator::cast(left, *computed);
  Value *result = arithmetic(b->getOpcode(), left, right, e->getSourceRange());
  write(p, Translator::cast(result, held), e->getSourceRange());
  return p;
}

} // namespace gateaux::frontend
