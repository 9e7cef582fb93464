// SPDX-License-Identifier: Apache-2.0
//
// Operators of scalars: arithmetic, comparisons, choice, assignments.
#include "Jumps.h"
#include "Ranges.h"
#include "Translator.h"

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

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

namespace {

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
  case BO_And:
  case BO_AndAssign:
    return Op::BitAnd;
  case BO_Or:
  case BO_OrAssign:
    return Op::BitOr;
  case BO_Xor:
  case BO_XorAssign:
    return Op::BitXor;
  case BO_Shl:
  case BO_ShlAssign:
    return Op::ShiftLeft;
  case BO_Shr:
  case BO_ShrAssign:
    return Op::ShiftRight;
  default:
    return std::nullopt;
  }
}

} // namespace

Value *Translator::arithmetic(BinaryOperatorKind kind, Value *a, Value *b, SourceRange range) {
  auto what = arithmeticOp(kind);
  if (what == Op::ShiftLeft || what == Op::ShiftRight)
    b = Translator::cast(b, a->type);
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
    return shortCircuit(kind == BO_LAnd, condition(e->getLHS()),
                        [&] { return condition(e->getRHS()); });
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

/// `++v` and `--v`: as C++ computes them, in `int` where the type is narrower.
static Value *stepped(Translator &t, Value *v, bool up) {
  const Type held = v->type;
  if (held.isInteger() && ir::rangeOf(held).bits < 32)
    v = t.cast(v, Type::integer("int"));
  Value *one = t.cast(t.builder.integer(1), v->type);
  Value *next = t.op(up ? Op::Add : Op::Sub, {v, one});
  return held.isInteger() ? t.cast(next, held) : next;
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
      return integerOf(builder, -ir::Wide(*v->def->attrs.integer), v->type);
    return op(Op::Neg, {v});
  }
  case UO_LNot:
    return negation(scalar(e->getSubExpr()));
  case UO_Not: {
    Value *v = scalar(e->getSubExpr());
    if (v->def && v->def->kind == Op::Constant && v->type.isInteger())
      return integerOf(builder, ~ir::Wide(*v->def->attrs.integer), v->type);
    return op(Op::BitNot, {v});
  }
  case UO_PostInc:
  case UO_PostDec: {
    Place p = writablePlace(e->getSubExpr());
    Value *before = read(p, e->getSourceRange());
    write(p, stepped(*this, before, e->isIncrementOp()), e->getSourceRange());
    return before;
  }
  case UO_Deref:
    if (auto p = place(e))
      return read(*p, e->getSourceRange());
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

Value *Translator::conditional(const AbstractConditionalOperator *e) {
  bool taken = false;
  if (e->getCond()->EvaluateAsBooleanCondition(taken, context))
    return value(taken ? e->getTrueExpr() : e->getFalseExpr());
  auto type = typeOf(e->getType());
  if (!type && !isEigen(e->getType()))
    unsupportedAt(e->getQuestionLoc(), e->getSourceRange(), "'?:' of these operands");
  return choose(
      condition(e->getCond()), type, [&] { return value(e->getTrueExpr()); },
      [&] { return value(e->getFalseExpr()); });
}

std::optional<Place> Translator::scalarAssignment(const Expr *e) {
  if (auto *u = dyn_cast<UnaryOperator>(e);
      u && (u->getOpcode() == UO_PreInc || u->getOpcode() == UO_PreDec)) {
    Place p = writablePlace(u->getSubExpr());
    Value *before = read(p, e->getSourceRange());
    write(p, stepped(*this, before, u->isIncrementOp()), e->getSourceRange());
    return p;
  }
  auto *b = dyn_cast<BinaryOperator>(e);
  if (!b || !b->isAssignmentOp())
    return std::nullopt;
  if (!typeOf(b->getLHS()->getType()))
    unsupported(b->getLHS()->getSourceRange(),
                "assignment to '" + b->getLHS()->getType().getAsString() + "'");
  Value *right = scalar(b->getRHS()); // C++17 evaluates the right side first
  if (auto *choice = dyn_cast<ConditionalOperator>(strip(b->getLHS()))) {
    Cell *result = newCell("", *typeOf(choice->getType()), e->getExprLoc());
    auto arm = [&](const Expr *left) { result->value = read(assign(b, left, right), e->getSourceRange()); };
    branch(condition(choice->getCond()), [&] { arm(choice->getTrueExpr()); }, [&] { arm(choice->getFalseExpr()); });
    return Place{nullptr, result->value, {}, false};
  }
  return assign(b, b->getLHS(), right);
}

Place Translator::assign(const BinaryOperator *b, const Expr *to, Value *right) {
  const Expr *e = b;
  Place p = writablePlace(to);
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
