// SPDX-License-Identifier: Apache-2.0
//
// Functions of square matrices. The derivative of f at A along E is the upper right block of f of
//
//   A E
//   0 A
//
// for every f that is analytic (Mathias 1996; Higham 2008, Functions of Matrices, theorem 3.6). Differentiated
// once more, that is a derivative at the matrix of blocks, so that one operation serves all orders.
#include "TangentRules.h"

#include "../ir/MatrixFunctions.h"

namespace gateaux::transform {

using ir::Op;
using ir::Value;

namespace {

/// The matrix of blocks, of twice as many rows and columns; a null block is zero.
Value *blocks(ir::Builder &b, const Value *like, Value *diagonal, Value *upperRight) {
  const ir::Type &t = like->type;
  auto twice = [](int n) { return n == ir::kDynamic ? n : 2 * n; };
  Value *n = b.rows(diagonal), *m = b.create(Op::Mul, {b.integer(2), n}), *zero = b.integer(0);
  const ir::Type type = t.withShape(twice(t.rows), twice(t.cols));
  Value *x = b.broadcast(b.constant(0, t.scalar), m, m, type);
  x = b.create(Op::Update, {x, zero, zero, diagonal});
  if (upperRight)
    x = b.create(Op::Update, {x, zero, n, upperRight});
  return b.create(Op::Update, {x, n, n, diagonal});
}

Value *upperRight(ir::Builder &b, Value *x, Value *like) {
  Value *n = b.rows(like);
  return b.createTyped(Op::Slice, like->type.withShape(like->type.rows, like->type.cols), {x, b.integer(0), n, n, n});
}

ir::Attributes logarithm() {
  ir::Attributes a;
  a.integer = ir::kMatrixLog;
  return a;
}

} // namespace

Expr matrixFunctionTangent(ir::Builder &builder, const ir::Operation &op, Expr da, Expr dexponent) {
  const Expr a{&builder, op.operand(0)}, y{&builder, op.result()};
  Expr along;
  if (da) {
    std::vector<Value *> operands = {a.v, da.v};
    operands.insert(operands.end(), op.operands.begin() + 1, op.operands.end());
    along = {&builder, builder.create(Op::MatrixFunctionAlong, operands, op.attrs)};
  }
  // A power of A and its logarithm commute.
  if (dexponent)
    along = along + dexponent * matmul(y, unary(Op::MatrixFunction, a, logarithm()));
  return along;
}

Expr matrixFunctionAlongTangent(ir::Builder &builder, const ir::Operation &op, Expr da, Expr de, Expr dexponent) {
  Value *a = op.operand(0), *e = op.operand(1);
  const std::vector<Value *> exponent(op.operands.begin() + 2, op.operands.end());
  auto with = [&](Op kind, std::vector<Value *> operands) {
    operands.insert(operands.end(), exponent.begin(), exponent.end());
    return builder.create(kind, operands, op.attrs);
  };
  Expr sum;
  if (de)
    sum = {&builder, with(Op::MatrixFunctionAlong, {a, de.v})};
  if (!da && !dexponent)
    return sum;
  Value *x = blocks(builder, a, a, e);
  if (da) {
    Value *dx = blocks(builder, a, da.v, nullptr);
    sum = sum + Expr{&builder, upperRight(builder, with(Op::MatrixFunctionAlong, {x, dx}), a)};
  }
  if (dexponent) {
    Expr power{&builder, with(Op::MatrixFunction, {x})};
    Expr log = unary(Op::MatrixFunction, {&builder, x}, logarithm());
    sum = sum + dexponent * Expr{&builder, upperRight(builder, matmul(power, log).v, a)};
  }
  return sum;
}

} // namespace gateaux::transform
