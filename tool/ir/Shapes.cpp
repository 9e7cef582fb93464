// SPDX-License-Identifier: Apache-2.0
#include "Shapes.h"

#include "Factors.h"
#include "Regions.h"

#include <algorithm>
#include <map>
#include <vector>

namespace gateaux::ir {

static Extent known(int64_t n) { return {Extent::Constant, n, nullptr, 0}; }

Extent extentOf(const Value *integer) {
  if (const Operation *def = integer->def) {
    if (def->kind == Op::Constant)
      return known(*def->attrs.integer);
    if (def->kind == Op::Rows && def->operand(0)->type.isList()) {
      // What a list has been before is not asked: it may not be there any more.
      const int count = def->operand(0)->type.count;
      return count == kDynamic ? Extent{Extent::Integer, 1, integer, 0} : known(count);
    }
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

/// The length of the main diagonal of `x`; `otherwise` where nothing else tells it.
static Extent diagonalExtent(const Value *x, const Extent &otherwise) {
  Extent rows = extent(x, 0), cols = extent(x, 1);
  if (rows == cols)
    return rows;
  // Both of one value: the smaller one is the length of its diagonal.
  bool whole = rows.kind == Extent::OfValue && cols.kind == Extent::OfValue &&
               rows.value == cols.value && rows.axis == 0 && cols.axis == 1;
  return whole ? Extent{Extent::OfValue, 1, rows.value, 2} : otherwise;
}

namespace {

/// The extents of carried values that are being found: asked for again they are their own, so that
/// what a loop does not change is recognised.
thread_local std::vector<std::pair<const Value *, int>> pending;

/// What has been found while the same extents are pending: what branches give is asked for along many paths.
thread_local std::vector<std::map<std::pair<const Value *, int>, Extent>> found;

struct Pending {
  Pending(const Value *v, int axis) {
    pending.push_back({v, axis});
    found.emplace_back();
  }
  ~Pending() {
    pending.pop_back();
    found.pop_back();
  }
};

/// What `find` gives, which is called once for a value as long as nothing else is pending.
template <class F> Extent foundOnce(const Value *v, int axis, F find) {
  struct Outermost {
    const bool is = found.empty();
    Outermost() {
      if (is)
        found.emplace_back();
    }
    ~Outermost() {
      if (is)
        found.pop_back();
    }
  } outermost;
  const size_t level = found.size() - 1;
  const std::pair<const Value *, int> key{v, axis};
  if (auto known = found[level].find(key); known != found[level].end())
    return known->second;
  const Extent e = find();
  found[level].emplace(key, e);
  return e;
}

/// The extent of the argument of a loop: that of its initial value unless an iteration changes it.
Extent carriedExtent(const Value *argument, int axis) {
  const Extent self{Extent::OfValue, 1, argument, axis};
  const std::pair<const Value *, int> key{argument, axis};
  if (argument->index == 0 || std::find(pending.begin(), pending.end(), key) != pending.end())
    return self;
  return foundOnce(argument, axis, [&] {
    Pending guard(argument, axis);
    const Loop loop(*argument->block->owner);
    if (loop.body().yields.size() != loop.op.results.size() || loop.op.results.empty())
      return self; // under construction
    const unsigned k = argument->index - 1;
    Extent initial = extent(loop.initial(k), axis), next = extent(loop.next(k), axis);
    return next == self || next == initial ? initial : self;
  });
}

/// The number of items of a list: that of the one that it comes from, where that is known.
Extent lengthOf(const Value *list) {
  const Extent self{Extent::OfValue, 1, list, 0};
  if (list->type.count != kDynamic)
    return known(list->type.count);
  const Operation *op = list->def;
  if (!op)
    return list->block && list->block->owner ? carriedExtent(list, 0) : self;
  switch (op->kind) {
  case Op::EmptyList:
    return known(0);
  case Op::ZeroList:
  case Op::PutItem:
  case Op::AddItem:
  case Op::DropItem:
    return extent(op->operand(0), 0);
  case Op::SizedList:
    return extent(op->operand(1), 0);
  case Op::ResizeList:
    return extentOf(op->operand(2));
  case Op::For:
  case Op::While: {
    const Loop loop(*op);
    Extent e = extent(loop.argument(list->index - loop.first()), 0);
    return e.kind == Extent::Constant || isVisible(e.value, op->block) ? e : self;
  }
  default:
    return self;
  }
}

/// What one item of a sequence is.
const Value *itemOf(const Value *sequence) {
  const Operation *op = sequence->def;
  if (!op)
    return nullptr;
  if (isLoop(op->kind))
    return op->blocks.front()->yields[sequence->index];
  if (op->kind == Op::If) {
    for (const auto &block : op->blocks) {
      const Value *v = block->yields[sequence->index];
      if (!(v->def && v->def->kind == Op::Undefined))
        return itemOf(v);
    }
    return nullptr;
  }
  if (op->kind == Op::Recall)
    if (const Value *inner = itemOf(op->operand(0)))
      return itemOf(inner);
  return nullptr;
}

Extent structuredExtent(const Value *x, int axis) {
  const Extent self{Extent::OfValue, 1, x, axis};
  const Operation &op = *x->def;
  auto visible = [&](const Extent &e) {
    return e.kind == Extent::Constant || isVisible(e.value, op.block);
  };
  if (op.kind == Op::Recall) {
    if (op.operand(0)->type.isList())
      return self;
    const Value *item = itemOf(op.operand(0));
    if (!item || item->type.isSequence())
      return self;
    Extent e = extent(item, axis);
    return visible(e) ? e : self;
  }
  if (isLoop(op.kind)) {
    const Loop loop(op);
    if (x->index < loop.first() || x->index >= loop.first() + loop.carried())
      return self;
    Extent e = extent(loop.argument(x->index - loop.first()), axis);
    return visible(e) ? e : self;
  }
  return foundOnce(x, axis, [&] {
    std::optional<Extent> common;
    for (const auto &block : op.blocks) {
      const Value *v = block->yields[x->index];
      if (v->def && v->def->kind == Op::Undefined)
        continue;
      Extent e = extent(v, axis);
      if (!visible(e) || (common && !(*common == e)))
        return self;
      common = e;
    }
    return common.value_or(self);
  });
}

} // namespace

Extent extent(const Value *x, int axis) {
  if (x->type.isList())
    return axis == 0 ? lengthOf(x) : known(1);
  if (!x->type.dense)
    return known(1);
  int fixed = axis == 0 ? x->type.rows : x->type.cols;
  if (fixed != kDynamic)
    return known(fixed);
  Extent self{Extent::OfValue, 1, x, axis};
  const Operation *op = x->def;
  if (x->shapeLike)
    return extent(x->shapeLike, axis);
  if (!op)
    return x->block && x->block->owner ? carriedExtent(x, axis) : self;
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
  case Op::Item:
    return integer(2);
  case Op::Slice:
    return integer(3);
  case Op::If:
  case Op::For:
  case Op::While:
  case Op::Recall:
    return structuredExtent(x, axis);
  case Op::Sequence:
    return axis == 0 ? extentOf(op->operand(1)) : known(1);
  case Op::Positions:
    return integer(1);
  case Op::MatrixFunction:
  case Op::MatrixFunctionAlong:
    return extent(op->operand(0), 0); // it is square
  case Op::Gather:
    if (!op->operand(1)->type.isColumn())
      return extent(op->operand(1), axis);
    return extent(op->operand(1 + axis), 0);
  case Op::SparseProduct:
  case Op::SparseTransposedProduct:
    return axis == 0 ? extentOf(op->operand(3)) : extent(op->operand(2), 1);
  case Op::SparseOuter:
    return extentOf(op->operand(3));
  case Op::Random:
    return integer(0);
  case Op::Transpose:
    return extent(op->operand(0), 1 - axis);
  case Op::Solve:
    if (axis == 0 && info(op->operand(0)->type.factor).leastSquares)
      return extent(op->operand(0), 1);
    return extent(op->operand(axis), axis);
  case Op::TriSolve:
  case Op::HalfSolve:
  case Op::HalfSolveTransposed:
    return extent(op->operand(axis), axis); // operand 0 is square
  case Op::SolveTransposed:
    return axis == 0 ? extent(op->operand(0), 0) : extent(op->operand(1), 1);
  case Op::Factorize:
  case Op::MatrixL:
  case Op::MatrixLU:
  case Op::Eigenvectors:
    return extent(op->operand(0), axis);
  case Op::MatrixR:
    return extent(op->operand(0), 1);
  case Op::Permutation:
    return axis == 0 ? extent(op->operand(0), static_cast<int>(*op->attrs.integer)) : known(1);
  case Op::VectorD:
  case Op::Eigenvalues:
    return axis == 0 ? extent(op->operand(0), 0) : known(1);
  case Op::SingularU:
  case Op::SingularV: {
    int along = op->kind == Op::SingularU ? 0 : 1;
    return axis == 0 ? extent(op->operand(0), along) : diagonalExtent(op->operand(0), self);
  }
  case Op::SingularValues:
    return axis == 0 ? diagonalExtent(op->operand(0), self) : known(1);
  case Op::Matmul:
    return extent(op->operand(axis), axis);
  case Op::Written:
    return extent(op->operand(1), axis);
  case Op::CallTangent:
    // The primal results come last among the operands.
    return extent(op->operands[op->operands.size() - op->results.size() + x->index], axis);
  case Op::Diagonal:
    return diagonalExtent(op->operand(0), self);
  case Op::StopGradient:
  case Op::ProdOthers:
  case Op::ProdPairs:
  case Op::Update:
  case Op::Accumulate:
  case Op::Put:
  case Op::Scatter:
  case Op::Reverse:
  case Op::Triangle:
  case Op::Symmetric:
  case Op::Inverse: // of a square matrix
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

const Value *itemsLike(const Value *list) {
  if (list->shapeLike)
    return itemsLike(list->shapeLike);
  const Operation *op = list->def;
  if (!op) {
    if (!list->block->owner)
      return list;
    return list->index == 0 ? nullptr : itemsLike(Loop(*list->block->owner).initial(list->index - 1));
  }
  switch (op->kind) {
  case Op::ZeroList:
    return op->operand(0);
  case Op::SizedList:
    return op->operand(1);
  case Op::AddItem:
  case Op::DropItem:
    return itemsLike(op->operand(0));
  case Op::AddLists:
    if (const Value *like = itemsLike(op->operand(0)))
      return like;
    return itemsLike(op->operand(1));
  case Op::If: {
    const Value *like = itemsLike(op->blocks[0]->yields[list->index]);
    return like == itemsLike(op->blocks[1]->yields[list->index]) ? like : nullptr;
  }
  case Op::For:
  case Op::While: {
    // What an iteration makes of it begins with what it carries.
    const Loop loop(*op);
    const Value *argument = loop.argument(list->index - loop.first());
    const Value *next = op->blocks.front()->yields[list->index];
    return next == argument || itemsLike(next) == itemsLike(argument) ? itemsLike(argument) : nullptr;
  }
  default:
    return nullptr;
  }
}

bool sameShape(const Value *a, const Value *b) {
  return a->type.list == b->type.list && a->type.dense == b->type.dense && extent(a, 0) == extent(b, 0) &&
         extent(a, 1) == extent(b, 1);
}

} // namespace gateaux::ir
