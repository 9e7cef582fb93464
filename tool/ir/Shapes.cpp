// SPDX-License-Identifier: Apache-2.0
#include "Shapes.h"

namespace gateaux::ir {

static Extent known(int64_t n) { return {Extent::Constant, n, nullptr, 0}; }

Extent extentOf(const Value *integer) {
  if (const Operation *def = integer->def) {
    if (def->kind == Op::Constant)
      return known(*def->attrs.integer);
    if (def->kind == Op::Rows)
      return extent(def->operand(0), 0);
    if (def->kind == Op::Cols)
      return extent(def->operand(0), 1);
    if (def->kind == Op::Cast && def->operand(0)->type.isInteger())
      return extentOf(def->operand(0));
  }
  return {Extent::Integer, 1, integer, 0};
}

/// The extent of a coefficient-wise result: that of a dense operand, preferably one whose own
/// extent is an argument's.
static Extent cwiseExtent(const Operation &op, int axis) {
  std::optional<Extent> found;
  for (const Value *x : op.operands) {
    if (!x->type.dense)
      continue;
    Extent e = extent(x, axis);
    if (e.kind == Extent::Constant || (e.kind == Extent::OfValue && e.value->isArgument()))
      return e;
    if (!found)
      found = e;
  }
  return found.value_or(known(1));
}

Extent extent(const Value *x, int axis) {
  if (!x->type.dense)
    return known(1);
  int fixed = axis == 0 ? x->type.rows : x->type.cols;
  if (fixed != kDynamic)
    return known(fixed);
  Extent self{Extent::OfValue, 1, x, axis};
  const Operation *op = x->def;
  if (!op)
    return x->shapeLike ? extent(x->shapeLike, axis) : self;
  auto integer = [&](unsigned first) { return extentOf(op->operand(first + axis)); };
  switch (op->kind) {
  case Op::Identity:
    return integer(0);
  case Op::Broadcast:
  case Op::Sized:
  case Op::Reshape:
  case Op::Diag:
    return integer(1);
  case Op::Unpick:
    return integer(2);
  case Op::Slice:
    return integer(3);
  case Op::Transpose:
    return extent(op->operand(0), 1 - axis);
  case Op::Matmul:
    return extent(op->operand(axis), axis);
  case Op::Written:
    return extent(op->operand(1), axis);
  case Op::CallTangent:
    // The primal results come last among the operands.
    return extent(op->operands[op->operands.size() - op->results.size() + x->index], axis);
  case Op::Diagonal: {
    Extent rows = extent(op->operand(0), 0), cols = extent(op->operand(0), 1);
    if (rows == cols)
      return rows;
    // Both of one value: the smaller one is the length of its diagonal.
    bool whole = rows.kind == Extent::OfValue && cols.kind == Extent::OfValue &&
                 rows.value == cols.value && rows.axis == 0 && cols.axis == 1;
    return whole ? Extent{Extent::OfValue, 1, rows.value, 2} : self;
  }
  case Op::StopGradient:
  case Op::ProdOthers:
  case Op::ProdPairs:
  case Op::Update:
  case Op::Accumulate:
  case Op::Sum:
  case Op::Prod:
  case Op::Norm:
  case Op::MaxCoeff:
  case Op::MinCoeff:
  case Op::ArgMax:
  case Op::ArgMin:
  case Op::Pick:
    // Along the axis that is reduced the extent is 1 by type, handled above.
    return extent(op->operand(0), axis);
  default:
    return info(op->kind).is(Trait::cwise) ? cwiseExtent(*op, axis) : self;
  }
}

bool sameShape(const Value *a, const Value *b) {
  return a->type.dense == b->type.dense && extent(a, 0) == extent(b, 0) &&
         extent(a, 1) == extent(b, 1);
}

} // namespace gateaux::ir
