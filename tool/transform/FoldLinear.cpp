// SPDX-License-Identifier: Apache-2.0
//
// Algebraic identities of linear algebra.
#include "../ir/Shapes.h"
#include "Expr.h"
#include "Fold.h"

namespace gateaux::transform {

using ir::Op;
using ir::Operation;
using ir::Triangle;
using ir::Value;

static const Operation *as(const Value *v, Op kind) {
  return v->def && v->def->kind == kind ? v->def : nullptr;
}

static ir::Attributes triangleAttributes(Triangle part) {
  ir::Attributes a;
  a.triangle = part;
  return a;
}

/// The transpose of a triangle is a triangle of the transpose.
Value *foldTransposedTriangle(Creator &cr, const Operation &op, const Candidate &c) {
  Value *x = op.operand(0);
  if (isSymmetric(x) && op.attrs.triangle != Triangle::Upper && op.attrs.triangle != Triangle::StrictlyUpper)
    return nullptr;
  return cr.make({Op::Triangle,
                  {cr.make(Op::Transpose, {x})},
                  triangleAttributes(transposedTriangle(op.attrs.triangle)),
                  c.type});
}

/// Signs and scalar factors of what is solved or seen in part move outwards.
Value *foldLinearAlgebra(Creator &cr, const Candidate &c) {
  const bool unary = c.operands.size() == 1;
  Value *x = c.operands.back();
  auto again = [&](Value *inner) {
    Candidate d = c;
    d.operands.back() = inner;
    return cr.make(d);
  };
  if (const Operation *n = as(x, Op::Neg))
    return cr.make(Op::Neg, {again(n->operand(0))});
  if (const Operation *m = as(x, Op::Mul); m && c.kind != Op::Reverse)
    for (int i = 0; i < 2; ++i)
      if (!m->operand(i)->type.dense)
        return cr.make(Op::Mul, {m->operand(i), again(m->operand(1 - i))});
  if (!unary)
    return nullptr;
  const Triangle part = c.attrs.triangle;
  if (const Operation *t = as(x, Op::Triangle); t && t->attrs.triangle == part)
    return c.kind == Op::Triangle ? x : again(t->operand(0));
  if (c.kind == Op::Triangle && part == Triangle::Lower && as(x, Op::MatrixL))
    return x;
  if (c.kind == Op::Triangle && part == Triangle::Upper && as(x, Op::MatrixR))
    return x;
  // Of a symmetric matrix only one triangle need be computed.
  if (c.kind == Op::Triangle && (part == Triangle::StrictlyUpper || part == Triangle::Upper) &&
      isSymmetric(x))
    return cr.make(Op::Transpose, {cr.make({Op::Triangle, {x}, triangleAttributes(transposedTriangle(part)), c.type})});
  if (c.kind == Op::Symmetric && isSymmetric(x))
    return x;
  if (c.kind == Op::Reverse)
    if (const Operation *r = as(x, Op::Reverse); r && r->attrs == c.attrs)
      return r->operand(0);
  return nullptr;
}

/// A triangle without its diagonal adds nothing to that of a sum; a factor and its transpose share
/// theirs.
Value *foldDiagonal(Creator &cr, const Candidate &c) {
  Value *x = c.operands[0];
  auto strict = [](const Value *v) {
    const Operation *turned = as(v, Op::Transpose);
    const Operation *t = as(turned ? turned->operand(0) : v, Op::Triangle);
    return t && (t->attrs.triangle == Triangle::StrictlyLower || t->attrs.triangle == Triangle::StrictlyUpper);
  };
  if (const Operation *sum = as(x, Op::Add))
    for (int i = 0; i < 2; ++i)
      if (strict(sum->operand(i)) && sum->operand(1 - i)->type.dense)
        return cr.make(Op::Diagonal, {sum->operand(1 - i)});
  if (const Operation *t = as(x, Op::Triangle); t && !strict(x))
    return cr.make(Op::Diagonal, {t->operand(0)});
  if (const Operation *t = as(x, Op::Transpose))
    return cr.make(Op::Diagonal, {t->operand(0)});
  if (const Operation *s = as(x, Op::Symmetric))
    return cr.make(Op::Diagonal, {s->operand(0)});
  return nullptr;
}

/// The logarithms on the diagonal of a triangular factor sum up to that of the determinant.
Value *foldLogDet(Creator &cr, const Value *logarithms) {
  const Operation *log = as(logarithms, Op::Log);
  if (!log)
    return nullptr;
  if (const Operation *d = as(log->operand(0), Op::VectorD))
    return cr.make(Op::LogDet, {d->operand(0)});
  // That of a factor of LU or QR may be negative.
  if (const Operation *size = as(log->operand(0), Op::Abs)) {
    const Operation *diagonal = as(size->operand(0), Op::Diagonal);
    Value *factor = diagonal ? diagonal->operand(0) : nullptr;
    if (!factor || !(as(factor, Op::MatrixLU) || as(factor, Op::MatrixR)))
      return nullptr;
    Value *f = factor->def->operand(0);
    if (as(factor, Op::MatrixR) && !(ir::extent(f, 0) == ir::extent(f, 1)))
      return nullptr;
    return cr.make(Op::LogDet, {f});
  }
  const Operation *diagonal = as(log->operand(0), Op::Diagonal);
  const Operation *l = diagonal ? as(diagonal->operand(0), Op::MatrixL) : nullptr;
  if (!l)
    return nullptr;
  Value *whole = cr.make(Op::LogDet, {l->operand(0)});
  return cr.make(Op::Mul, {cr.number(0.5, whole->type), whole});
}

} // namespace gateaux::transform
