// SPDX-License-Identifier: Apache-2.0
//
// Algebraic identities. Each function handles one operation and returns null where none applies.
#include "Fold.h"

#include "../ir/Shapes.h"

#include <cassert>
#include <cmath>

namespace gateaux::transform {

using ir::Axis;
using ir::Op;
using ir::Operation;
using ir::Value;

Value *Creator::make(Op kind, std::vector<Value *> operands, ir::Attributes attrs) {
  auto type = ir::inferType(kind, operands, attrs);
  assert(type && "the operands do not fit the operation's shape rule");
  return make({kind, std::move(operands), std::move(attrs), *type});
}

Value *Creator::reduce(Op kind, Value *x, Axis axis) {
  ir::Attributes a;
  a.axis = axis;
  return make(kind, {x}, a);
}

Value *Creator::number(double c, const ir::Type &like) {
  ir::Attributes a;
  a.number = c;
  return make({Op::Constant, {}, a, like.element()});
}

namespace {

const Operation *as(const Value *v, Op kind) {
  return v->def && v->def->kind == kind ? v->def : nullptr;
}

/// The real number that `v` is, or that all its coefficients are.
std::optional<double> numberOf(const Value *v) {
  if (const Operation *broadcast = as(v, Op::Broadcast))
    v = broadcast->operand(0);
  if (const Operation *c = as(v, Op::Constant))
    return c->attrs.number;
  return std::nullopt;
}

bool is(const Value *v, double c) { return numberOf(v) == c; }

/// True where `x` can stand for a result of type `t` without being broadcast.
bool fits(const Value *x, const ir::Type &t) { return x->type.dense == t.dense; }

/// True for integers of 64 bits.
bool isWide(const ir::Type &t) {
  return t.isInteger() && (t.spelling == "Eigen::Index" || t.spelling == "std::size_t" ||
                           t.spelling == "long long" || t.spelling == "unsigned long long");
}

Value *integer(Creator &cr, int64_t n) {
  ir::Attributes a;
  a.integer = n;
  return cr.make({Op::Constant, {}, a, ir::Type::index()});
}

Value *foldItem(Creator &cr, const Candidate &c) {
  const Value *list = c.operands[0];
  if (!as(list, Op::EmptyList) && !as(list, Op::ZeroList))
    return nullptr;
  Value *zero = cr.number(0, c.type);
  return c.type.dense ? cr.make({Op::Broadcast, {zero, c.operands[2], c.operands[3]}, {}, c.type}) : zero;
}

/// The items of an array that nothing has been written to are zeros, or hold nothing.
Value *foldRecall(Creator &cr, const Candidate &c) {
  if (!as(c.operands[0], Op::EmptyList) || c.type.isFactor())
    return nullptr;
  if (c.type.isList())
    return cr.make({Op::EmptyList, {}, {}, c.type});
  auto extent = [&](int n) { return integer(cr, n == ir::kDynamic ? 0 : n); };
  Value *zero = cr.number(0, c.type);
  return c.type.dense ? cr.make({Op::Broadcast, {zero, extent(c.type.rows), extent(c.type.cols)}, {}, c.type}) : zero;
}

Value *foldExtent(Creator &cr, const Candidate &c) {
  int axis = c.kind == Op::Cols;
  if (c.operands[0]->type.isList()) {
    const int count = c.operands[0]->type.count;
    if (count != ir::kDynamic)
      return integer(cr, count);
    if (const Operation *zero = as(c.operands[0], Op::ZeroList))
      return cr.make(Op::Rows, {zero->operand(0)});
    if (as(c.operands[0], Op::EmptyList))
      return integer(cr, 0);
    return nullptr;
  }
  ir::Extent e = ir::extent(c.operands[0], axis);
  if (e.kind == ir::Extent::Constant)
    return integer(cr, e.constant);
  if (e.kind == ir::Extent::Integer)
    return const_cast<Value *>(e.value);
  if (e.axis == 2) {
    const Operation *diagonal = as(c.operands[0], Op::Diagonal);
    if (c.kind == Op::Rows && diagonal && diagonal->operand(0) == e.value)
      return nullptr;
    return cr.make(Op::Rows, {cr.make(Op::Diagonal, {const_cast<Value *>(e.value)})});
  }
  if (e.value == c.operands[0] && e.axis == axis)
    return nullptr;
  return cr.make(e.axis == 0 ? Op::Rows : Op::Cols, {const_cast<Value *>(e.value)});
}

Value *foldBroadcast(Creator &cr, const Candidate &c) {
  Value *x = c.operands[0];
  if (const Operation *inner = scalarBroadcast(x))
    return cr.make({Op::Broadcast, {inner->operand(0), c.operands[1], c.operands[2]}, {}, c.type});
  if (x->type.dense && ir::extent(x, 0) == ir::extentOf(c.operands[1]) &&
      ir::extent(x, 1) == ir::extentOf(c.operands[2]))
    return x;
  // A dense operand of one coefficient is a row and a column at once; a scalar is neither.
  if (x->type.dense && x->type.rows == 1 && x->type.cols == 1) {
    Value *zero = integer(cr, 0);
    return cr.make({Op::Broadcast,
                    {cr.make(Op::Element, {x, zero, zero}), c.operands[1], c.operands[2]},
                    {},
                    c.type});
  }
  return nullptr;
}

/// Coefficient-wise operations do not need a scalar repeated as long as another operand is dense.
Value *dropScalarBroadcast(Creator &cr, const Candidate &c) {
  for (size_t i = 0; i < c.operands.size(); ++i) {
    const Operation *op = scalarBroadcast(c.operands[i]);
    if (!op)
      continue;
    bool otherDense = false;
    for (size_t j = 0; j < c.operands.size(); ++j)
      otherDense = otherDense || (j != i && c.operands[j]->type.dense);
    if (otherDense) {
      Candidate d = c;
      d.operands[i] = op->operand(0);
      return cr.make(d);
    }
  }
  // A function of scalars, repeated or not, is the function of the scalars, repeated.
  const Operation *shape = nullptr;
  std::vector<Value *> scalars;
  for (Value *v : c.operands) {
    const Operation *op = scalarBroadcast(v);
    if (!op && v->type.dense)
      return nullptr;
    shape = op ? op : shape;
    scalars.push_back(op ? op->operand(0) : v);
  }
  if (!shape || !c.type.dense)
    return nullptr;
  Value *y = cr.make({c.kind, scalars, c.attrs, c.type.element()});
  return cr.make({Op::Broadcast, {y, shape->operand(1), shape->operand(2)}, {}, c.type});
}

Value *negated(Creator &cr, Value *x) { return cr.make(Op::Neg, {x}); }

/// A negated column or row, repeated: the same without the sign. Null for anything else.
Value *withoutSign(Creator &cr, const Value *v) {
  const Operation *op = as(v, Op::Broadcast);
  const Operation *n = op ? as(op->operand(0), Op::Neg) : nullptr;
  if (!n || !n->operand(0)->type.isVector())
    return nullptr;
  return cr.make({Op::Broadcast, {n->operand(0), op->operand(1), op->operand(2)}, {}, v->type});
}

Value *foldAdd(Creator &cr, const Candidate &c) {
  Value *a = c.operands[0], *b = c.operands[1];
  if (!c.type.isReal())
    return nullptr;
  if (Value *v = withoutSign(cr, b))
    return cr.make(Op::Sub, {a, v});
  if (is(b, 0) && fits(a, c.type))
    return a;
  if (is(a, 0) && fits(b, c.type))
    return b;
  if (const Operation *n = as(b, Op::Neg))
    return cr.make(Op::Sub, {a, n->operand(0)});
  if (const Operation *n = as(a, Op::Neg))
    return cr.make(Op::Sub, {b, n->operand(0)});
  if (a == b)
    return cr.make(Op::Mul, {cr.number(2, c.type), a});
  if (const Operation *sum = as(a, Op::Add); sum && sum->operand(1) == b && b->type.dense)
    return cr.make(Op::Add, {sum->operand(0), cr.make(Op::Mul, {cr.number(2, c.type), b})});
  // Products are added one after the other, each where the sum is stored.
  auto inPlace = [](const Value *v) { return as(v, Op::Matmul) || as(v, Op::Triangle); };
  if (const Operation *sum = as(b, Op::Add);
      sum && inPlace(sum->operand(0)) && inPlace(sum->operand(1)))
    return cr.make(Op::Add, {cr.make(Op::Add, {a, sum->operand(0)}), sum->operand(1)});
  return nullptr;
}

Value *foldSub(Creator &cr, const Candidate &c) {
  Value *a = c.operands[0], *b = c.operands[1];
  if (!c.type.isReal())
    return nullptr;
  if (is(b, 0) && fits(a, c.type))
    return a;
  if (is(a, 0) && fits(b, c.type))
    return negated(cr, b);
  if (const Operation *n = as(b, Op::Neg))
    return cr.make(Op::Add, {a, n->operand(0)});
  if (const Operation *n = as(a, Op::Neg))
    return negated(cr, cr.make(Op::Add, {n->operand(0), b}));
  return nullptr;
}

Value *foldNeg(Creator &cr, const Candidate &c) {
  if (const Operation *n = as(c.operands[0], Op::Neg))
    return n->operand(0);
  // What has a name of the user's is there; its negative costs no more than the other difference.
  if (const Operation *d = as(c.operands[0], Op::Sub);
      d && c.type.isReal() && (!c.type.dense || c.operands[0]->name.empty()))
    return cr.make(Op::Sub, {d->operand(1), d->operand(0)});
  return nullptr;
}

bool isPowerOfTwo(double x) {
  int exponent;
  return x != 0 && std::isfinite(x) && std::fabs(std::frexp(x, &exponent)) == 0.5 &&
         std::abs(exponent) < 64;
}

Value *foldMul(Creator &cr, const Candidate &c) {
  Value *a = c.operands[0], *b = c.operands[1];
  if (!c.type.isReal())
    return nullptr;
  if (is(b, 1) && fits(a, c.type))
    return a;
  if (is(a, 1) && fits(b, c.type))
    return b;
  if (is(b, -1) && fits(a, c.type))
    return negated(cr, a);
  if (is(a, -1) && fits(b, c.type))
    return negated(cr, b);
  if (const Operation *n = as(a, Op::Neg))
    return negated(cr, cr.make(Op::Mul, {n->operand(0), b}));
  if (const Operation *n = as(b, Op::Neg))
    return negated(cr, cr.make(Op::Mul, {a, n->operand(0)}));
  if (a == b)
    return cr.make(Op::Square, {a});
  // Powers of two come first among numbers, so that they meet: (c x) y is exact as c (x y).
  if (!c.type.dense)
    for (int i = 0; i < 2; ++i) {
      const Operation *inner = as(c.operands[i], Op::Mul);
      const Operation *k = inner ? as(inner->operand(0), Op::Constant) : nullptr;
      if (k && isPowerOfTwo(*k->attrs.number) && !as(c.operands[1 - i], Op::Constant) &&
          c.operands[i]->name.empty()) {
        Value *x = inner->operand(1), *y = c.operands[1 - i];
        return cr.make(Op::Mul, {inner->operand(0), cr.make(Op::Mul, i == 0 ? std::vector<Value *>{x, y} : std::vector<Value *>{y, x})});
      }
    }
  // c (d x) with a power of two among the factors is exact as (c d) x.
  for (int i = 0; i < 2; ++i) {
    Value *x = c.operands[i], *y = c.operands[1 - i];
    const Operation *k = as(x, Op::Constant), *inner = as(y, Op::Mul);
    if (!k || !inner)
      continue;
    for (int j = 0; j < 2; ++j) {
      const Operation *l = as(inner->operand(j), Op::Constant);
      if (!l || !(isPowerOfTwo(*k->attrs.number) || isPowerOfTwo(*l->attrs.number)))
        continue;
      Value *factor = cr.number(*k->attrs.number * *l->attrs.number, c.type);
      return cr.make({Op::Mul, {factor, inner->operand(1 - j)}, {}, c.type});
    }
  }
  return nullptr;
}

/// z, where `v` is 1 + exp(z) and has no name; null for anything else.
Value *exponentOfLogistic(const Value *v) {
  const Operation *sum = v->name.empty() ? as(v, Op::Add) : nullptr;
  for (unsigned i = 0; sum && i < 2; ++i)
    if (const Operation *e = as(sum->operand(i), Op::Exp); e && e->result()->name.empty() && is(sum->operand(1 - i), 1))
      return e->operand(0);
  return nullptr;
}

Value *foldDiv(Creator &cr, const Candidate &c) {
  Value *a = c.operands[0], *b = c.operands[1];
  if (!c.type.isReal())
    return nullptr;
  // Its derivative stays finite where the exponential does not.
  if (Value *z = c.kind == Op::Div ? exponentOfLogistic(b) : nullptr)
    return cr.make({Op::Mul, {a, cr.make(Op::Logistic, {cr.make(Op::Neg, {z})})}, {}, c.type});
  if (is(b, 1) && fits(a, c.type))
    return a;
  if (const Operation *n = as(a, Op::Neg))
    return negated(cr, cr.make(c.kind, {n->operand(0), b}));
  // One division and many products, in what is not the user's.
  const Operation *column = as(b, Op::Broadcast);
  if (c.kind != Op::Div || cr.builder().stage() == ir::Stage::Primal || !a->type.dense || c.type.isVector() ||
      (b->type.dense && !(column && column->operand(0)->type.dense)))
    return nullptr;
  Value *x = column ? column->operand(0) : b, *inverse = cr.make(Op::Div, {cr.number(1, x->type), x});
  return cr.make({Op::Mul, {a, column ? cr.make({Op::Broadcast, {inverse, column->operand(1), column->operand(2)}, {}, b->type}) : inverse}, {}, c.type});
}

Value *foldSelect(Creator &, const Candidate &c) {
  Value *a = c.operands[1], *b = c.operands[2];
  return a == b && fits(a, c.type) ? a : nullptr;
}

/// The number of coefficients that a reduction along `axis` sums, as a real number.
Value *countAlong(Creator &cr, Value *rows, Value *cols, Axis axis, const ir::Type &like) {
  Value *n = axis == Axis::Cols   ? rows
             : axis == Axis::Rows ? cols
                                  : cr.make(Op::Mul, {rows, cols});
  return cr.make({Op::Cast, {n}, {}, like.element()});
}

Value *foldSum(Creator &cr, const Candidate &c) {
  Value *x = c.operands[0];
  Axis axis = c.attrs.axis;
  if (const Operation *n = as(x, Op::Neg))
    return negated(cr, cr.reduce(Op::Sum, n->operand(0), axis));
  if (axis == Axis::All)
    if (Value *v = foldLogDet(cr, x))
      return v;
  if (const Operation *op = as(x, Op::Square); op && axis == Axis::All)
    return cr.make(Op::Dot, {op->operand(0), op->operand(0)});
  if (const Operation *op = as(x, Op::Mul)) {
    Value *a = op->operand(0), *b = op->operand(1);
    if (a->type.dense && b->type.dense && axis == Axis::All && !as(a, Op::Broadcast) &&
        !as(b, Op::Broadcast))
      return cr.make(Op::Dot, {a, b});
    if (!a->type.dense || !b->type.dense) {
      Value *s = a->type.dense ? b : a, *m = a->type.dense ? a : b;
      return cr.make(Op::Mul, {s, cr.reduce(Op::Sum, m, axis)});
    }
  }
  if (const Operation *op = as(x, Op::Broadcast)) {
    Value *inner = op->operand(0), *rows = op->operand(1), *cols = op->operand(2);
    if (!inner->type.dense) {
      Value *s = cr.make(Op::Mul, {countAlong(cr, rows, cols, axis, inner->type), inner});
      if (axis == Axis::All)
        return s;
      Value *one = integer(cr, 1);
      return cr.make({Op::Broadcast,
                      {s, axis == Axis::Cols ? one : rows, axis == Axis::Rows ? one : cols},
                      {},
                      c.type});
    }
    // A column repeated: summing rows scales it, summing columns repeats its sum.
    bool column = inner->type.isColumn();
    Axis repeated = column ? Axis::Rows : Axis::Cols;
    Value *n = countAlong(cr, rows, cols, repeated, inner->type);
    if (axis == repeated)
      return cr.make(Op::Mul, {n, inner});
    Value *total = cr.reduce(Op::Sum, inner, Axis::All);
    if (axis == Axis::All)
      return cr.make(Op::Mul, {n, total});
    Value *one = integer(cr, 1);
    return cr.make(
        {Op::Broadcast, {total, column ? one : rows, column ? cols : one}, {}, c.type});
  }
  if (axis == Axis::Rows && isSymmetric(x))
    return cr.make(Op::Transpose, {cr.reduce(Op::Sum, x, Axis::Cols)});
  if (const Operation *op = as(x, Op::Transpose)) {
    Value *inner = op->operand(0);
    if (axis == Axis::All)
      return cr.reduce(Op::Sum, inner, axis);
    return cr.make(Op::Transpose,
                   {cr.reduce(Op::Sum, inner, axis == Axis::Cols ? Axis::Rows : Axis::Cols)});
  }
  // A row or column summed along its extent of one.
  const ir::Type &t = x->type;
  if ((axis == Axis::Rows && t.cols == 1) || (axis == Axis::Cols && t.rows == 1))
    return x;
  return nullptr;
}

Value *foldDot(Creator &cr, const Candidate &c) {
  for (int i = 0; i < 2; ++i) {
    Value *a = c.operands[i], *b = c.operands[1 - i];
    if (const Operation *n = as(a, Op::Neg))
      return negated(cr, cr.make(Op::Dot, {n->operand(0), b}));
    if (const Operation *op = scalarBroadcast(a))
      return cr.make(Op::Mul, {op->operand(0), cr.reduce(Op::Sum, b, Axis::All)});
    if (const Operation *op = as(a, Op::Mul)) {
      for (int j = 0; j < 2; ++j)
        if (!op->operand(j)->type.dense)
          return cr.make(Op::Mul,
                         {op->operand(j), cr.make(Op::Dot, {op->operand(1 - j), b})});
    }
  }
  return nullptr;
}

/// A product that is there for its transpose alone, as far as one can tell: what has a name of the
/// user's is computed anyway.
bool exchangeable(const Creator &cr, const Value *v) { return as(v, Op::Matmul) && v->name.empty() && !cr.isRead(v); }

/// True where the transpose of `v` costs less than `v` and a view: a product has its factors
/// exchanged, and a transpose vanishes.
bool endsTransposed(const Creator &cr, const Value *v) {
  if (as(v, Op::Transpose) || exchangeable(cr, v))
    return true;
  if (const Operation *n = as(v, Op::Neg))
    return endsTransposed(cr, n->operand(0));
  const bool sum = as(v, Op::Add) || as(v, Op::Sub);
  const bool multiple =
      as(v, Op::Mul) && (!v->def->operand(0)->type.dense || !v->def->operand(1)->type.dense);
  if (!sum && !multiple)
    return false;
  for (const Value *x : v->def->operands)
    if (x->type.dense && endsTransposed(cr, x))
      return true;
  return false;
}

Value *foldTranspose(Creator &cr, const Candidate &c) {
  Value *x = c.operands[0];
  if (const Operation *t = as(x, Op::Transpose))
    return t->operand(0);
  if (isSymmetric(x))
    return x;
  if (const Operation *n = as(x, Op::Neg))
    return negated(cr, cr.make(Op::Transpose, {n->operand(0)}));
  if (const Operation *op = as(x, Op::Triangle))
    return foldTransposedTriangle(cr, *op, c);
  if (const Operation *op = exchangeable(cr, x) ? x->def : nullptr)
    return cr.make({Op::Matmul,
                    {cr.make(Op::Transpose, {op->operand(1)}), cr.make(Op::Transpose, {op->operand(0)})},
                    {},
                    c.type});
  if (const Operation *op = as(x, Op::Identity))
    return cr.make({Op::Identity, {op->operand(1), op->operand(0)}, {}, c.type});
  // Of sums and multiples it moves to the terms where it ends there.
  if ((as(x, Op::Add) || as(x, Op::Sub) || as(x, Op::Mul)) && endsTransposed(cr, x)) {
    auto transposed = [&](Value *v) { return v->type.dense ? cr.make(Op::Transpose, {v}) : v; };
    return cr.make({x->def->kind, {transposed(x->def->operand(0)), transposed(x->def->operand(1))},
                    {}, c.type});
  }
  if (const Operation *op = as(x, Op::Broadcast)) {
    Value *inner = op->operand(0);
    if (inner->type.dense)
      inner = cr.make(Op::Transpose, {inner});
    return cr.make({Op::Broadcast, {inner, op->operand(2), op->operand(1)}, {}, c.type});
  }
  return nullptr;
}

/// A coefficient of a matrix of which coefficients at known places were written before.
Value *foldElement(Creator &cr, const Candidate &c) {
  Value *x = c.operands[0];
  const ir::Extent row = ir::extentOf(c.operands[1]), col = ir::extentOf(c.operands[2]);
  auto known = [](const ir::Extent &e) { return e.kind == ir::Extent::Constant; };
  if (!known(row) || !known(col))
    return nullptr;
  for (const Operation *op = x->def; op; op = x->def) {
    if (op->kind != Op::Update && op->kind != Op::Accumulate)
      break;
    const ir::Extent i = ir::extentOf(op->operand(1)), j = ir::extentOf(op->operand(2));
    if (op->operand(3)->type.dense || !known(i) || !known(j))
      break;
    if (i == row && j == col) {
      if (op->kind == Op::Update)
        return op->operand(3);
      break;
    }
    x = op->operand(0);
  }
  if (const Operation *op = scalarBroadcast(x))
    return op->operand(0);
  return x == c.operands[0] ? nullptr : cr.make(Op::Element, {x, c.operands[1], c.operands[2]});
}

Value *foldAccumulate(Creator &cr, const Candidate &c) {
  Value *x = c.operands[0], *block = c.operands[3];
  // Two contributions to the same coefficient are one.
  if (const Operation *before = as(x, Op::Accumulate);
      before && !block->type.dense && !before->operand(3)->type.dense &&
      ir::extentOf(before->operand(1)) == ir::extentOf(c.operands[1]) &&
      ir::extentOf(before->operand(2)) == ir::extentOf(c.operands[2]))
    return cr.make({Op::Accumulate,
                    {before->operand(0), c.operands[1], c.operands[2],
                     cr.make(Op::Add, {before->operand(3), block})},
                    {},
                    c.type});
  if (is(block, 0))
    return x;
  if (block->type.dense && is(x, 0) && ir::sameShape(x, block))
    return block;
  if (block->type.dense && ir::sameShape(x, block))
    return cr.make(Op::Add, {x, block});
  return nullptr;
}

} // namespace

Value *fold(Creator &cr, const Candidate &c) {
  if (ir::info(c.kind).is(ir::cwise))
    if (Value *v = dropScalarBroadcast(cr, c))
      return v;
  switch (c.kind) {
  case Op::Rows:
  case Op::Cols: return foldExtent(cr, c);
  case Op::Broadcast: return foldBroadcast(cr, c);
  case Op::Sized:
    // The zeros given may be empty; those that come out are not.
    return scalarBroadcast(c.operands[0]) && is(c.operands[0], 0)
               ? cr.make({Op::Broadcast,
                          {scalarBroadcast(c.operands[0])->operand(0), c.operands[1], c.operands[2]},
                          {},
                          c.type})
               : nullptr;
  case Op::Cast:
    // Between integers of the same width nothing is lost on the way.
    if (const Operation *inner = as(c.operands[0], Op::Cast); inner && isWide(c.type) &&
                                                              isWide(inner->result()->type) &&
                                                              inner->operand(0)->type.isInteger())
      return cr.make({Op::Cast, {inner->operand(0)}, {}, c.type});
    return c.type.scalar == c.operands[0]->type.scalar &&
                   c.type.spelling == c.operands[0]->type.spelling
               ? c.operands[0]
               : nullptr;
  case Op::Add: return foldAdd(cr, c);
  case Op::Sub: return foldSub(cr, c);
  case Op::Neg: return foldNeg(cr, c);
  case Op::Mul: return foldMul(cr, c);
  case Op::Div:
  case Op::SafeDiv: return foldDiv(cr, c);
  case Op::Select: return foldSelect(cr, c);
  case Op::StopGradient: return c.attrs.integer ? c.operands[0] : nullptr; // see Shifts.h
  case Op::Sum: return foldSum(cr, c);
  case Op::Dot: return foldDot(cr, c);
  case Op::Transpose: return foldTranspose(cr, c);
  case Op::Diag: return foldDiag(cr, c);
  case Op::Diagonal: return foldDiagonal(cr, c);
  case Op::Matmul: return foldMatmul(cr, c);
  case Op::Element: return foldElement(cr, c);
  case Op::Item: return foldItem(cr, c);
  case Op::Recall: return foldRecall(cr, c);
  case Op::AddLists:
    for (unsigned i : {0u, 1u})
      if (as(c.operands[i], Op::EmptyList))
        return c.operands[1 - i];
    return nullptr;
  case Op::Accumulate: return foldAccumulate(cr, c);
  case Op::Solve:
  case Op::SolveTransposed:
  case Op::TriSolve:
  case Op::HalfSolve:
  case Op::HalfSolveTransposed:
  case Op::Triangle:
  case Op::Symmetric:
  case Op::Reverse: return foldLinearAlgebra(cr, c);
  case Op::Slice:
    // The whole is no part of anything.
    return ir::extentOf(c.operands[3]) == ir::extent(c.operands[0], 0) &&
                   ir::extentOf(c.operands[4]) == ir::extent(c.operands[0], 1)
               ? c.operands[0]
               : nullptr;
  default: return nullptr;
  }
}

} // namespace gateaux::transform
