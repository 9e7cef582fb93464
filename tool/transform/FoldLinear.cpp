// SPDX-License-Identifier: Apache-2.0
//
// Algebraic identities of linear algebra.
#include "../ir/Shapes.h"
#include "Expr.h"
#include "Fold.h"

namespace gateaux::transform {

using ir::Axis;
using ir::Op;
using ir::Operation;
using ir::Triangle;
using ir::Value;

static const Operation *as(const Value *v, Op kind) {
  return v->def && v->def->kind == kind ? v->def : nullptr;
}

const Operation *scalarBroadcast(const Value *v) {
  const Operation *op = as(v, Op::Broadcast);
  return op && !op->operand(0)->type.dense ? op : nullptr;
}

static Value *negated(Creator &cr, Value *x) { return cr.make(Op::Neg, {x}); }

/// What is multiplied by scalars, with the scalars.
static Value *withoutFactors(Value *v, std::vector<Value *> &factors) {
  while (const Operation *m = as(v, Op::Mul)) {
    const unsigned scalar = m->operand(0)->type.dense ? 1 : 0;
    if (m->operand(scalar)->type.dense)
      break;
    factors.push_back(m->operand(scalar));
    v = m->operand(1 - scalar);
  }
  return v;
}

/// The transpose of `v`, where it is there already.
static Value *knownTranspose(const Creator &cr, Value *v) {
  if (const Operation *t = as(v, Op::Transpose))
    return t->operand(0);
  return isSymmetric(v) ? v : cr.known(Op::Transpose, {v});
}

/// A product that is there already but for scalar factors, or whose transpose is.
static Value *foldMultipleOfKnown(Creator &cr, const Candidate &c) {
  for (unsigned without = 0; without < 4; ++without) {
    std::vector<Value *> factors;
    Value *a = without & 1 ? withoutFactors(c.operands[0], factors) : c.operands[0];
    Value *b = without & 2 ? withoutFactors(c.operands[1], factors) : c.operands[1];
    if (a->type.isVector() || b->type.isVector())
      return nullptr;
    Value *product = factors.empty() ? nullptr : cr.known(Op::Matmul, {a, b});
    if (!product) {
      Value *right = knownTranspose(cr, a), *left = knownTranspose(cr, b);
      Value *transposed = left && right ? cr.known(Op::Matmul, {left, right}) : nullptr;
      product = transposed && cr.isRead(transposed) ? cr.make(Op::Transpose, {transposed}) : nullptr;
    }
    if (!product)
      continue;
    for (Value *factor : factors)
      product = cr.make({Op::Mul, {factor, product}, {}, c.type});
    return product;
  }
  return nullptr;
}

/// (A B) v as A (B v), and u' (A B) as (u' A) B: vectors are cheaper than matrices. What has a name, and
/// what was computed before a loop, stays as it is.
static Value *foldChain(Creator &cr, Value *a, Value *b) {
  auto product = [&](const Value *v) {
    const Operation *m = as(v, Op::Matmul);
    const bool free = m && v->name.empty() && m->block == &cr.builder().block() && !v->type.isVector();
    return free ? m : nullptr;
  };
  if (const Operation *m = b->type.isColumn() ? product(a) : nullptr) {
    Value *x = m->operand(0), *y = m->operand(1);
    if (x->type.isColumn()) // x y' v
      return cr.make(Op::Mul, {cr.make(Op::Dot, {cr.make(Op::Transpose, {y}), b}), x});
    return cr.make(Op::Matmul, {x, cr.make(Op::Matmul, {y, b})});
  }
  if (const Operation *m = a->type.isRow() ? product(b) : nullptr) {
    Value *x = m->operand(0), *y = m->operand(1);
    if (x->type.isColumn()) // u' x y'
      return cr.make(Op::Mul, {cr.make(Op::Dot, {cr.make(Op::Transpose, {a}), x}), y});
    return cr.make(Op::Matmul, {cr.make(Op::Matmul, {a, x}), y});
  }
  return nullptr;
}

static Value *place(Creator &cr, int64_t n) {
  ir::Attributes a;
  a.integer = n;
  return cr.make({Op::Constant, {}, a, ir::Type::index()});
}

static Value *zeros(Creator &cr, const ir::Type &type, Value *rows, Value *cols) {
  return cr.make({Op::Broadcast, {cr.number(0, type.element()), rows, cols}, {}, type});
}

Value *foldDiag(Creator &cr, const Candidate &c) {
  if (!c.type.isFixed() || c.type.rows == c.type.cols)
    return nullptr;
  // Eigen's diagonal matrices are square.
  const int k = std::min(c.type.rows, c.type.cols);
  Value *n = place(cr, k), *zero = place(cr, 0);
  Value *square = cr.make({Op::Diag, {c.operands[0], n, n}, {}, c.type.withShape(k, k)});
  return cr.make({Op::Update, {zeros(cr, c.type, c.operands[1], c.operands[2]), zero, zero, square}, {}, c.type});
}

/// A product with a diagonal matrix of which it is not known that it is square: of as many rows or columns as it has
/// coefficients.
static Value *productWithDiagonal(Creator &cr, const Candidate &c, bool left) {
  const Operation &diag = *c.operands[left ? 0 : 1]->def;
  Value *d = diag.operand(0), *x = c.operands[left ? 1 : 0];
  if (d->type.isColumn() != left)
    d = cr.make(Op::Transpose, {d});
  Value *n = cr.make(left ? Op::Rows : Op::Cols, {d}), *zero = place(cr, 0);
  const int known = left ? d->type.rows : d->type.cols;
  Value *const rows = left ? n : cr.make(Op::Rows, {x}), *const cols = left ? cr.make(Op::Cols, {x}) : n;
  const ir::Type part = x->type.withShape(left ? known : x->type.rows, left ? x->type.cols : known);
  Value *scale = part.isVector() && part.isColumn() == left ? d : cr.make({Op::Broadcast, {d, rows, cols}, {}, part});
  Value *scaled = cr.make({Op::Mul, {scale, cr.make({Op::Slice, {x, zero, zero, rows, cols}, {}, part})}, {}, part});
  Value *all = zeros(cr, c.type, cr.make(Op::Rows, {c.operands[0]}), cr.make(Op::Cols, {c.operands[1]}));
  return cr.make({Op::Update, {all, zero, zero, scaled}, {}, c.type});
}

/// Products with a matrix whose rows or columns are all equal need no product of matrices.
Value *foldMatmul(Creator &cr, const Candidate &c) {
  Value *a = c.operands[0], *b = c.operands[1];
  if (const Operation *n = as(a, Op::Neg))
    return negated(cr, cr.make(Op::Matmul, {n->operand(0), b}));
  if (const Operation *n = as(b, Op::Neg))
    return negated(cr, cr.make(Op::Matmul, {a, n->operand(0)}));
  // A multiple of the identity.
  for (int i = 0; i < 2; ++i)
    if (const Operation *d = as(c.operands[i], Op::Diag)) {
      if (!(ir::extent(c.operands[i], 0) == ir::extent(c.operands[i], 1)))
        return productWithDiagonal(cr, c, i == 0);
      if (const Operation *s = scalarBroadcast(d->operand(0)))
        return cr.make({Op::Mul, {s->operand(0), c.operands[1 - i]}, {}, c.type});
    }
  auto spread = [&](Value *v, Value *rows, Value *cols) {
    return cr.make({Op::Broadcast, {v, rows, cols}, {}, c.type});
  };
  auto rows = [&](Value *v) { return cr.make(Op::Rows, {v}); };
  auto cols = [&](Value *v) { return cr.make(Op::Cols, {v}); };
  for (Value *v : {a, b})
    if (const Operation *op = scalarBroadcast(v); op && op->operand(0)->def && op->operand(0)->def->attrs.number == 0.0)
      return spread(op->operand(0), rows(a), cols(b));
  if (const Operation *op = as(a, Op::Broadcast); op && !a->type.isVector()) {
    Value *x = op->operand(0);
    if (!x->type.dense)
      return spread(cr.make(Op::Mul, {x, cr.reduce(Op::Sum, b, Axis::Cols)}), rows(a), cols(b));
    if (!x->type.isColumn())
      return spread(cr.make(Op::Matmul, {x, b}), rows(a), cols(b));
    return cr.make(Op::Matmul, {x, cr.reduce(Op::Sum, b, Axis::Cols)});
  }
  if (const Operation *op = as(b, Op::Broadcast); op && !b->type.isVector()) {
    Value *x = op->operand(0);
    if (!x->type.dense)
      return spread(cr.make(Op::Mul, {x, cr.reduce(Op::Sum, a, Axis::Rows)}), rows(a), cols(b));
    if (x->type.isColumn())
      return spread(cr.make(Op::Matmul, {a, x}), rows(a), cols(b));
    return cr.make(Op::Matmul, {cr.reduce(Op::Sum, a, Axis::Rows), x});
  }
  if (Value *v = foldMultipleOfKnown(cr, c))
    return v;
  return foldChain(cr, a, b);
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
