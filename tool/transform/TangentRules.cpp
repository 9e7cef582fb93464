// SPDX-License-Identifier: Apache-2.0
//
// One rule per operation: its tangent, linear in the tangents of its operands.
//
// The adjoint is not written anywhere: it is the transpose of these rules. A formula may use the
// operands a, b, c, their tangents da, db, dc (zero where null) and the result y. Rules whose
// derivative is not continuous everywhere say which value they take; docs/conventions.md lists
// them for users.
#include "TangentRules.h"

#include "../ir/Program.h"
#include "Expr.h"

#include <algorithm>
#include <numbers>

namespace gateaux::transform {

using ir::Axis;
using ir::Op;
using ir::Value;

Expr inShapeOf(Expr x, Expr like) {
  const ir::Type &t = like.v->type;
  if (!x || !t.dense || t.isList())
    return x;
  if (!x.v->type.dense)
    return {x.b, x.b->broadcastLike(x.v, like.v)};
  return {x.b, x.b->refined(x.v, t)};
}

Expr select(Expr cond, Expr x, Expr y, Expr like) {
  if (!x && !y)
    return {};
  ir::Builder &b = *cond.b;
  // The result is dense because the operation that is differentiated has a dense operand. Where it
  // is none of these, one arm is repeated.
  if (like.v->type.dense && !cond.v->type.dense && !(x && x.v->type.dense) &&
      !(y && y.v->type.dense))
    (x ? x : y) = inShapeOf(x ? x : y, like);
  Value *zero = (!x || !y) ? b.constant(0, like.v->type.scalar) : nullptr;
  ir::Type t = like.v->type;
  t.array = false;
  return {&b, b.createTyped(Op::Select, t, {cond.v, x ? x.v : zero, y ? y.v : zero})};
}

namespace {

constexpr double kSqrtPi = 1.77245385090551602729816748334114518;

/// Tangents of operations that are linear and whose other operands (extents, positions) have
/// none: the same operation applied to the tangent of operand 0.
Expr sameOf(ir::Builder &builder, const ir::Operation &op, Expr da) {
  std::vector<Value *> operands = op.operands;
  operands[0] = da.v;
  return {&builder, builder.createTyped(op.kind, op.result()->type, operands, op.attrs)};
}

/// The derivative of pow(a, b) by a, zero where b is.
Expr powByBase(Expr a, Expr b, Expr like) {
  Expr slope = b * binary(Op::Pow, a, b - 1);
  return select(equal(b, 0), Expr{}, slope, like);
}

/// The tangent of an item: zero is in the shape of the item itself.
Expr recallTangent(ir::Builder &b, const ir::Operation &op, Expr da) {
  const Value *list = op.operand(0);
  Value *y = op.result();
  if (!da || !list->type.isList() || y->type.isList())
    return da ? sameOf(b, op, da) : da;
  ir::Type t = y->type;
  t.array = false;
  return {&b, b.createTyped(Op::Item, t, {da.v, op.operand(1), b.rows(y), b.cols(y)})};
}

Expr itemTangent(ir::Builder &b, const ir::Operation &op, Expr da, Expr dx) {
  if (!dx)
    return da && op.kind == Op::PutItem ? Expr{&b, b.create(Op::DropItem, {da.v, op.operand(1)})} : da;
  Value *list = da ? da.v : b.zeroLike(op.operand(0));
  return {&b, b.create(op.kind, {list, op.operand(1), dx.v})};
}

/// Of an operation that is linear in its operands 1 and 2.
Expr bilinear(ir::Builder &b, const ir::Operation &op, Expr db, Expr dc) {
  auto with = [&](unsigned i, Expr tangent) {
    std::vector<Value *> operands = op.operands;
    operands[i] = tangent.v;
    return tangent ? Expr{&b, b.createTyped(op.kind, op.result()->type, operands, op.attrs)} : Expr{};
  };
  const Expr first = with(1, db), second = with(2, dc);
  return first + second;
}

Expr updateTangent(ir::Builder &builder, const ir::Operation &op, Expr da, Expr dd) {
  Value *base = da ? da.v : builder.zeroLike(op.operand(0));
  Value *block = dd ? dd.v : nullptr;
  if (!block) {
    if (op.kind == Op::Accumulate || op.kind == Op::Scatter)
      return da;
    block = builder.zeroLike(op.operand(3));
  }
  return {&builder, builder.createTyped(op.kind, op.result()->type,
                                        {base, op.operand(1), op.operand(2), block})};
}

} // namespace

std::vector<Value *> tangentRule(ir::Builder &builder, const ir::Operation &op,
                                 const std::vector<Value *> &tangents) {
  auto operand = [&](unsigned i) {
    return i < op.operands.size() ? Expr{&builder, op.operands[i]} : Expr{};
  };
  auto tangent = [&](unsigned i) {
    return i < tangents.size() && tangents[i] ? Expr{&builder, tangents[i]} : Expr{};
  };
  const Expr a = operand(0), b = operand(1), y{&builder, op.results.empty() ? nullptr : op.result()};
  const Expr da = tangent(0), db = tangent(1), dc = tangent(2), dd = tangent(3);
  const Axis axis = op.attrs.axis;

  auto rule = [&]() -> Expr {
    switch (op.kind) {
#define RULE(Name, formula)                                                                        \
  case Op::Name:                                                                                   \
    return formula;
#define LINEAR(Name) RULE(Name, da ? sameOf(builder, op, da) : da)
#define INACTIVE(Name) RULE(Name, Expr{})

      INACTIVE(Constant)
      INACTIVE(Undefined)
      INACTIVE(If) // Tangents.cpp
      INACTIVE(For)
      INACTIVE(While)
      INACTIVE(Identity)
      INACTIVE(Rows)
      INACTIVE(Cols)
      INACTIVE(StopGradient)
      INACTIVE(Mod)
      INACTIVE(BitAnd)
      INACTIVE(BitOr)
      INACTIVE(BitXor)
      INACTIVE(BitNot)
      INACTIVE(ShiftLeft)
      INACTIVE(ShiftRight)
      INACTIVE(Sign)
      INACTIVE(Floor)
      INACTIVE(Ceil)
      INACTIVE(Round)
      INACTIVE(Rint)
      INACTIVE(Trunc)
      INACTIVE(Compare)
      INACTIVE(And)
      INACTIVE(Or)
      INACTIVE(Not)
      INACTIVE(IsNan)
      INACTIVE(IsInf)
      INACTIVE(IsFinite)
      INACTIVE(ArgMax)
      INACTIVE(ArgMin)

      INACTIVE(EmptyList)
      INACTIVE(ZeroList)
      LINEAR(SizedList)
      LINEAR(ResizeList)
      LINEAR(Item)
      LINEAR(DropItem)
      RULE(Recall, recallTangent(builder, op, da))
      RULE(PutItem, itemTangent(builder, op, da, dc))
      RULE(AddItem, itemTangent(builder, op, da, dc))
      RULE(AddLists, da && db ? binary(Op::AddLists, da, db) : da ? da : db)

      INACTIVE(Sequence)
      INACTIVE(Positions)
      INACTIVE(Random)
      INACTIVE(Permutation)
      INACTIVE(FactorTest)

      LINEAR(Reverse)
      LINEAR(Gather)
      LINEAR(Triangle)
      LINEAR(Symmetric)
      LINEAR(Broadcast)
      LINEAR(Sized)
      LINEAR(Sum)
      LINEAR(Pick)
      LINEAR(Unpick)
      LINEAR(Transpose)
      LINEAR(Diag)
      LINEAR(Diagonal)
      LINEAR(Reshape)
      LINEAR(Slice)
      LINEAR(Element)

      // What is cast to an integer is constant but for jumps.
      RULE(Cast, da && y.v->type.isReal() ? sameOf(builder, op, da) : Expr{})
      RULE(Add, da + db)
      RULE(Sub, da - db)
      RULE(Neg, -da)
      RULE(Mul, da * b + a * db)
      RULE(Dot, a.v == b.v ? 2 * dot(a, da) : dot(da, b) + dot(a, db))
      RULE(Matmul, matmul(da, b) + matmul(a, db))
      RULE(Div, (da - y * db) / b)
      RULE(SafeDiv, safeDiv(da - y * db, b))
      RULE(Select, select(a, db, dc, y))
      RULE(Update, updateTangent(builder, op, da, dd))
      RULE(Accumulate, updateTangent(builder, op, da, dd))
      RULE(Put, updateTangent(builder, op, da, dd))
      RULE(Scatter, updateTangent(builder, op, da, dd))
      RULE(SparseProduct, bilinear(builder, op, db, dc))
      RULE(SparseTransposedProduct, bilinear(builder, op, db, dc))
      RULE(SparseOuter, bilinear(builder, op, db, dc))
      RULE(Cross, binary(Op::Cross, da, b) + binary(Op::Cross, a, db))

      RULE(Square, (2 * a) * da)
      RULE(Sqrt, da * (0.5 / y))
      RULE(Cbrt, da / (3 * unary(Op::Square, y)))
      RULE(Exp, y * da)
      RULE(Exp2, (std::numbers::ln2 * y) * da)
      RULE(Expm1, unary(Op::Exp, a) * da)
      RULE(Log, da / a)
      RULE(Log1p, da / (1 + a))
      RULE(Log2, da / (std::numbers::ln2 * a))
      RULE(Log10, da / (std::numbers::ln10 * a))
      RULE(Sin, unary(Op::Cos, a) * da)
      RULE(Cos, -(unary(Op::Sin, a) * da))
      RULE(Tan, (1 + unary(Op::Square, y)) * da)
      RULE(Asin, da / unary(Op::Sqrt, 1 - unary(Op::Square, a)))
      RULE(Acos, -(da / unary(Op::Sqrt, 1 - unary(Op::Square, a))))
      RULE(Atan, da / (1 + unary(Op::Square, a)))
      RULE(Sinh, unary(Op::Cosh, a) * da)
      RULE(Cosh, unary(Op::Sinh, a) * da)
      RULE(Tanh, (1 - unary(Op::Square, y)) * da)
      RULE(Asinh, da / unary(Op::Sqrt, 1 + unary(Op::Square, a)))
      RULE(Acosh, da / unary(Op::Sqrt, (a - 1) * (a + 1)))
      RULE(Atanh, da / (1 - unary(Op::Square, a)))
      RULE(Erf, ((2 / kSqrtPi) * unary(Op::Exp, -unary(Op::Square, a))) * da)
      RULE(Erfc, -(((2 / kSqrtPi) * unary(Op::Exp, -unary(Op::Square, a))) * da))
      RULE(Logistic, (y * (1 - y)) * da)
      RULE(Softplus, unary(Op::Logistic, a) * da)
      RULE(Abs, unary(Op::Sign, a) * da) // |x|'(0) = 0
    case Op::Polygamma:
    case Op::Lgamma:
    case Op::Tgamma: {
      ir::Attributes order;
      order.integer = op.kind == Op::Polygamma ? *op.attrs.integer + 1 : 0;
      Expr psi = unary(Op::Polygamma, a, order);
      return (op.kind == Op::Tgamma ? y * psi : psi) * da;
    }
      RULE(Pow, (da ? powByBase(a, b, y) * da : da) + (db ? binary(Op::PowLog, a, b) * db : db))
    case Op::PowLog: {
      Expr byBase, byExponent;
      if (da)
        byBase = (b * binary(Op::PowLog, a, b - 1) + binary(Op::Pow, a, b - 1)) * da;
      if (db) // y log(a), zero where y is
        byExponent = select(equal(y, 0), Expr{}, y * unary(Op::Log, a), y) * db;
      return byBase + byExponent;
    }
      RULE(Atan2, (da * b - a * db) / (unary(Op::Square, a) + unary(Op::Square, b)))
      RULE(Hypot, safeDiv(a * da + b * db, y))
      RULE(Fmod, da - (db ? unary(Op::Trunc, a / b) * db : db))
      RULE(Remainder, da - (db ? unary(Op::Rint, a / b) * db : db))
      RULE(Copysign, da ? (binary(Op::Copysign, number(a, 1), a) *
                           binary(Op::Copysign, number(b, 1), b)) * da : da)
      // As std::max and std::min choose: the first argument where the two are equal.
      RULE(Max, select(less(a, b), db, da, y))
      RULE(Min, select(less(b, a), db, da, y))

      // The gradient of the Euclidean norm is taken as zero where the norm is zero.
      RULE(Norm, safeDiv(axis == Axis::All ? dot(a, da) : along(Op::Sum, a * da, axis), y))
      RULE(MaxCoeff, (Expr{&builder, builder.create(Op::Pick, {da.v, along(Op::ArgMax, a, axis).v}, op.attrs)}))
      RULE(MinCoeff, (Expr{&builder, builder.create(Op::Pick, {da.v, along(Op::ArgMin, a, axis).v}, op.attrs)}))
    case Op::Prod: {
      Expr others = along(Op::ProdOthers, a, axis);
      return axis == Axis::All ? dot(others, da) : along(Op::Sum, others * da, axis);
    }
      RULE(ProdOthers, (Expr{&builder, builder.create(Op::ProdPairs, {a.v, da.v}, op.attrs)}))
    case Op::ProdPairs:
      if (da)
        throw ir::Limitation(op.loc, "third derivatives of 'prod'",
                             "write the product as the exponential of a sum of logarithms");
      return {&builder, builder.create(Op::ProdPairs, {a.v, db.v}, op.attrs)};
    case Op::Invoke:
      if (op.attrs.callee->unread.empty())
        return {}; // it has no influence
      if (isCalledAdjoint(*op.attrs.callee))
        return {&builder, invokeTangent(builder, op, tangents)};
      throw ir::Limitation(op.loc, "derivatives of '" + op.attrs.callee->name +
                                   "', which the tool does not read: " + op.attrs.callee->unread,
                           "define it where the tool can read it, or write the derivative that is "
                           "missing under 'GATEAUX_PROVIDED'");
    case Op::Written:
      return {&builder, da ? writtenTangent(builder, op, da.v) : nullptr}; // as active as the call
    case Op::MatrixFunction:
      return matrixFunctionTangent(builder, op, da, db);
    case Op::MatrixFunctionAlong:
      return matrixFunctionAlongTangent(builder, op, da, db, dc);
    case Op::Inverse:
    case Op::Factorize:
    case Op::Solve:
    case Op::SolveTransposed:
    case Op::LogDet:
    case Op::Determinant:
    case Op::MatrixL:
    case Op::VectorD:
    case Op::MatrixLU:
    case Op::MatrixR:
    case Op::HalfSolve:
    case Op::HalfSolveTransposed:
    case Op::TriSolve:
    case Op::Eigenvalues:
    case Op::Eigenvectors:
    case Op::SingularValues:
    case Op::SingularU:
    case Op::SingularV:
      return linearAlgebraTangent(builder, op, da, db);
    case Op::Call:
    case Op::CallTangent:
      break; // several results, below
#undef RULE
#undef LINEAR
#undef INACTIVE
    }
    return {};
  };

  if (op.kind == Op::Call)
    return callTangent(builder, op, tangents);
  if (op.kind == Op::CallTangent)
    throw std::logic_error("call_tangent must be expanded before it is differentiated again");

  Expr d = rule();
  return {inShapeOf(d, y).v};
}

} // namespace gateaux::transform
