// SPDX-License-Identifier: Apache-2.0
//
// One transposition rule per linear operation.
#include "Transpose.h"

#include "../ir/Program.h"
#include "../ir/Regions.h"
#include "Calls.h"
#include "Expr.h"

#include <optional>
#include <stdexcept>

namespace gateaux::transform {

using ir::Axis;
using ir::Op;
using ir::Value;

namespace {

/// Adds to `linear` what `op` makes of it. True where that is anything.
bool markLinear(const ir::Operation &op, std::unordered_set<Value *> &linear) {
  auto markBlock = [&](const ir::Block &block) {
    for (const auto &inner : block.operations)
      markLinear(*inner, linear);
  };
  if (op.kind == Op::If)
    for (const auto &arm : op.blocks)
      markBlock(*arm);
  if (ir::isLoop(op.kind)) {
    const ir::Loop loop(op);
    for (bool changed = true; changed;) {
      changed = false;
      for (unsigned k = 0; k < loop.carried(); ++k)
        if (linear.count(loop.initial(k)) || linear.count(loop.next(k)))
          changed |= linear.insert(loop.argument(k)).second;
      markBlock(loop.body());
      for (unsigned k = 0; k < loop.carried(); ++k)
        changed |= linear.count(loop.next(k)) && linear.insert(loop.argument(k)).second;
    }
    for (unsigned k = 0; k < loop.carried(); ++k)
      if (linear.count(loop.argument(k)))
        linear.insert(loop.result(k));
    for (unsigned j = 0; j < loop.kept(); ++j)
      if (linear.count(loop.keptValue(j)))
        linear.insert(loop.sequence(j));
  }
  bool any = false;
  if (op.kind == Op::If)
    for (size_t i = 0; i < op.results.size(); ++i)
      if (linear.count(op.blocks[0]->yields[i]) || linear.count(op.blocks[1]->yields[i]))
        linear.insert(op.results[i]);
  if (ir::isStructured(op.kind)) {
    for (Value *r : op.results)
      any = any || linear.count(r);
    return any;
  }
  for (Value *v : op.operands)
    any = any || linear.count(v);
  if (!any || op.kind == Op::Rows || op.kind == Op::Cols)
    return false; // the extents of a tangent are no derivative
  linear.insert(op.results.begin(), op.results.end());
  return true;
}

} // namespace

std::vector<ir::Operation *> linearOperations(const ir::Block &block, size_t first,
                                              const std::vector<Value *> &seeds,
                                              std::unordered_set<Value *> &linear) {
  linear.insert(seeds.begin(), seeds.end());
  std::vector<ir::Operation *> operations;
  for (size_t i = first; i < block.operations.size(); ++i) {
    ir::Operation *op = block.operations[i].get();
    if (markLinear(*op, linear))
      operations.push_back(op);
  }
  return operations;
}

Value *Transposer::adjoint(Value *v) const {
  auto it = adjoint_.find(v);
  return it == adjoint_.end() ? nullptr : it->second;
}

void Transposer::add(Value *v, Value *contribution) {
  Value *&slot = adjoint_[v];
  slot = slot ? b_.create(v->type.isList() ? Op::AddLists : Op::Add, {slot, contribution}) : contribution;
}

void Transposer::run(const std::vector<ir::Operation *> &operations,
                     const std::unordered_set<Value *> &linear) {
  for (size_t i = operations.size(); i-- > 0;) {
    b_.setLocation(operations[i]->loc);
    transpose(*operations[i], linear);
  }
}

void Transposer::transposeCall(const ir::Operation &op,
                               const std::vector<Value *> &resultAdjoints) {
  const ir::Function &callee = *op.attrs.callee;
  size_t argumentCount = callee.arguments().size();
  std::vector<Value *> arguments(op.operands.begin(), op.operands.begin() + argumentCount);
  std::vector<Value *> adjoints =
      expandAdjoint(b_, callee, arguments, resultAdjoints, op.results);
  for (size_t i = 0; i < adjoints.size(); ++i)
    if (adjoints[i])
      add(op.operands[argumentCount + i], adjoints[i]);
}

namespace {

/// An adjoint that is zero where a condition says so: `condition ? value : 0`, or the opposite.
struct Masked {
  Value *condition;
  Value *value;
  bool otherwise; ///< the value is that of the other arm
};

std::optional<Masked> maskedOf(ir::Builder &b, Value *v) {
  const ir::Operation *op = v->def;
  if (!op)
    return std::nullopt;
  if (op->kind == Op::Broadcast && !op->operand(0)->type.dense) {
    auto inner = maskedOf(b, op->operand(0));
    if (inner)
      inner->value = b.broadcast(inner->value, op->operand(1), op->operand(2), v->type);
    return inner;
  }
  if (op->kind != Op::Select)
    return std::nullopt;
  for (unsigned arm : {1u, 2u}) {
    const ir::Operation *zero = op->operand(3 - arm)->def;
    if (zero && zero->kind == Op::Constant && zero->attrs.number == 0)
      return Masked{op->operand(0), op->operand(arm), arm == 2};
  }
  return std::nullopt;
}

/// `f` of an adjoint, which it scales coefficient by coefficient. What is masked stays so: the
/// scale may be infinite where the mask hides it, as that of log(x) is in `x > 0 ? log(x) : 0`.
template <class F> Expr scaled(Expr u, F f) {
  auto masked = maskedOf(*u.b, u.v);
  if (!masked)
    return f(u);
  Expr y = scaled({u.b, masked->value}, f);
  ir::Type t = (y.v->type.dense ? y : u).v->type.withScalar(y.v->type);
  t.array = false;
  Value *zero = u.b->constant(0, t.scalar);
  return {u.b, u.b->createTyped(Op::Select, t,
                                {masked->condition, masked->otherwise ? zero : y.v,
                                 masked->otherwise ? y.v : zero})};
}

} // namespace

void Transposer::transpose(const ir::Operation &op, const std::unordered_set<Value *> &linear) {
  if (op.kind == Op::CallTangent) {
    std::vector<Value *> resultAdjoints;
    bool any = false;
    for (Value *r : op.results) {
      resultAdjoints.push_back(adjoint(r));
      any = any || resultAdjoints.back();
    }
    if (any)
      transposeCall(op, resultAdjoints);
    return;
  }
  if (op.kind == Op::If)
    return transposeIf(op, linear);
  if (op.kind == Op::For)
    return transposeFor(op, linear);
  Value *const ybar = adjoint(op.result());
  if (!ybar)
    return;
  // All contributions are in: this is the adjoint of what the tangent belongs to.
  const std::string &name = op.result()->name;
  if (ybar->name.empty() && ybar->def && name.ends_with("_dot"))
    ybar->name = name.substr(0, name.size() - 4) + "_bar";
  auto active = [&](unsigned i) { return i < op.operands.size() && linear.count(op.operand(i)); };
  auto operand = [&](unsigned i) { return Expr{&b_, op.operand(i)}; };
  const Expr u{&b_, ybar};
  /// Adds to the adjoint of operand i; a scalar that was broadcast receives the sum.
  auto give = [&](unsigned i, Expr contribution) {
    Value *x = op.operand(i);
    if (contribution.v->type.dense && !x->type.dense)
      contribution = along(Op::Sum, contribution, Axis::All);
    add(x, inShapeOf(contribution, {&b_, x}).v);
  };
  auto product = [&](unsigned i, Expr factor) {
    bool summed = !op.operand(i)->type.dense && u.v->type.dense && factor.v->type.dense;
    give(i, summed && !maskedOf(b_, u.v) ? dot(factor, u)
                                         : scaled(u, [&](Expr x) { return factor * x; }));
  };
  auto negated = [](Expr x) { return -x; };
  auto shaped = [&](Op kind, Value *like, std::vector<Value *> operands) {
    ir::Type t = like->type;
    t.array = false;
    return Expr{&b_, b_.createTyped(kind, t, std::move(operands), op.attrs)};
  };
  auto accumulate = [&](Value *x, Value *row, Value *col, Value *block) {
    Value *&slot = adjoint_[x];
    if (!slot)
      slot = b_.zeroLike(x);
    slot = b_.create(Op::Accumulate, {slot, row, col, block});
  };
  auto blockOf = [&](Value *whole, Value *block) {
    if (!block->type.dense)
      return b_.create(Op::Element, {whole, op.operand(1), op.operand(2)});
    return b_.createTyped(Op::Slice, block->type,
                          {whole, op.operand(1), op.operand(2), b_.rows(block), b_.cols(block)});
  };

  auto giveItem = [&](Value *list, Value *position) {
    Value *&slot = adjoint_[list];
    if (!slot)
      slot = b_.zeroLike(list);
    slot = b_.create(Op::AddItem, {slot, position, ybar});
  };
  /// What the adjoint of a list has for the item that `x` has been put into.
  auto itemLike = [&](Value *x) {
    ir::Type t = x->type;
    t.array = false;
    if (t.isList())
      return Expr{&b_, b_.createTyped(Op::Recall, t, {ybar, op.operand(1)})};
    return Expr{&b_, b_.createTyped(Op::Item, t, {ybar, op.operand(1), b_.rows(x), b_.cols(x)})};
  };

  switch (op.kind) {
  case Op::Broadcast: {
    const ir::Type &x = op.operand(0)->type;
    // A dense operand of one coefficient is a row and a column at once.
    if (!x.dense || (x.rows == 1 && x.cols == 1))
      return give(0, along(Op::Sum, u, Axis::All));
    return give(0, along(Op::Sum, u, x.isColumn() ? Axis::Rows : Axis::Cols));
  }
  case Op::Sized:
    return give(0, u);
  case Op::Cast:
    return give(0, scaled(u, [&](Expr x) {
                  return Expr{&b_, b_.cast(x.v, op.operand(0)->type.scalar)};
                }));
  case Op::Add:
  case Op::Sub:
    if (active(0))
      give(0, u);
    if (active(1))
      give(1, op.kind == Op::Sub ? scaled(u, negated) : u);
    return;
  case Op::Neg:
    return give(0, scaled(u, negated));
  case Op::Mul:
    return active(0) ? product(0, operand(1)) : product(1, operand(0));
  case Op::Div:
    return give(0, scaled(u, [&](Expr x) { return x / operand(1); }));
  case Op::SafeDiv:
    return give(0, scaled(u, [&](Expr x) { return safeDiv(x, operand(1)); }));
  case Op::Select:
    if (active(1))
      give(1, select(operand(0), u, Expr{}, u));
    if (active(2))
      give(2, select(operand(0), Expr{}, u, u));
    return;
  case Op::Sum:
    return add(op.operand(0), b_.broadcastLike(ybar, op.operand(0)));
  case Op::ProdPairs:
    return give(1, shaped(Op::ProdPairs, op.operand(1), {op.operand(0), ybar}));
  case Op::Pick: {
    Value *x = op.operand(0);
    return give(0, shaped(Op::Unpick, x, {ybar, op.operand(1), b_.rows(x), b_.cols(x)}));
  }
  case Op::Unpick:
    return give(0, Expr{&b_, b_.create(Op::Pick, {ybar, op.operand(1)}, op.attrs)});
  case Op::Dot:
    return active(0) ? give(0, u * operand(1)) : give(1, u * operand(0));
  case Op::Transpose:
    return give(0, transposed(u));
  case Op::Matmul:
    return active(0) ? give(0, matmul(u, transposed(operand(1))))
                     : give(1, matmul(transposed(operand(0)), u));
  case Op::Diag: {
    Expr d = unary(Op::Diagonal, u);
    return give(0, op.operand(0)->type.isColumn() ? d : transposed(d));
  }
  case Op::Diagonal: {
    Value *x = op.operand(0);
    return give(0, Expr{&b_, b_.diag(ybar, b_.rows(x), b_.cols(x))});
  }
  case Op::Reshape: {
    Value *x = op.operand(0);
    return give(0, shaped(Op::Reshape, x, {ybar, b_.rows(x), b_.cols(x)}));
  }
  case Op::Slice:
    return accumulate(op.operand(0), op.operand(1), op.operand(2), ybar);
  case Op::Element:
    return accumulate(op.operand(0), op.operand(1), op.operand(2), ybar);
  case Op::Update:
    if (active(3))
      give(3, Expr{&b_, blockOf(ybar, op.operand(3))});
    if (active(0))
      give(0, Expr{&b_, b_.create(Op::Update, {ybar, op.operand(1), op.operand(2),
                                               b_.zeroLike(op.operand(3))})});
    return;
  case Op::Accumulate:
    if (active(3))
      give(3, Expr{&b_, blockOf(ybar, op.operand(3))});
    if (active(0))
      give(0, u);
    return;
  case Op::Gather: {
    Value *x = op.operand(0);
    Value *&slot = adjoint_[x];
    if (!slot)
      slot = b_.zeroLike(x);
    slot = b_.create(Op::Scatter, {slot, op.operand(1), op.operand(2), ybar});
    return;
  }
  case Op::Put:
  case Op::Scatter:
    if (active(3))
      give(3, Expr{&b_, b_.createTyped(Op::Gather, op.operand(3)->type,
                                       {ybar, op.operand(1), op.operand(2)})});
    if (active(0))
      give(0, op.kind == Op::Scatter
                  ? u
                  : Expr{&b_, b_.create(Op::Put, {ybar, op.operand(1), op.operand(2),
                                                  b_.zeroLike(op.operand(3))})});
    return;
  case Op::Reverse:
    return give(0, Expr{&b_, b_.create(Op::Reverse, {ybar}, op.attrs)});
  case Op::Cross:
    return active(0) ? give(0, binary(Op::Cross, operand(1), u))
                     : give(1, binary(Op::Cross, u, operand(0)));
  case Op::Triangle:
    return give(0, triangle(u, op.attrs.triangle));
  case Op::Symmetric: {
    // What stands for two coefficients receives both adjoints.
    const bool lower = op.attrs.triangle == ir::Triangle::Lower;
    Expr other = triangle(u, lower ? ir::Triangle::StrictlyUpper : ir::Triangle::StrictlyLower);
    return give(0, triangle(u, op.attrs.triangle) + transposed(other));
  }
  case Op::Solve:
    return give(1, solveTransposed(operand(0), u));
  case Op::SolveTransposed:
    return give(1, solve(operand(0), u));
  case Op::TriSolve:
    return give(1, triSolve(transposed(operand(0)), u, transposedTriangle(op.attrs.triangle)));
  case Op::HalfSolve:
    return give(1, binary(Op::HalfSolveTransposed, operand(0), u));
  case Op::HalfSolveTransposed:
    return give(1, binary(Op::HalfSolve, operand(0), u));
  case Op::MatrixFunctionAlong: {
    std::vector<Value *> operands = op.operands;
    operands[0] = transposed(operand(0)).v;
    operands[1] = ybar;
    return give(1, shaped(op.kind, op.operand(1), operands));
  }
  case Op::SparseProduct:
  case Op::SparseTransposedProduct: {
    Value *S = op.operand(0), *v = op.operand(1), *x = op.operand(2);
    const bool transposed = op.kind == Op::SparseTransposedProduct;
    if (active(1))
      return give(1, shaped(Op::SparseOuter, v, {S, transposed ? x : ybar, transposed ? ybar : x, b_.rows(v)}));
    return give(2, shaped(transposed ? Op::SparseProduct : Op::SparseTransposedProduct, x, {S, v, ybar, b_.rows(x)}));
  }
  case Op::SparseOuter: {
    Value *S = op.operand(0), *y = op.operand(1), *x = op.operand(2);
    if (active(1))
      return give(1, shaped(Op::SparseProduct, y, {S, ybar, x, b_.rows(y)}));
    return give(2, shaped(Op::SparseTransposedProduct, x, {S, ybar, y, b_.rows(x)}));
  }
  case Op::SizedList:
    return give(0, u);
  case Op::ResizeList:
    return give(0, Expr{&b_, b_.create(Op::ResizeList, {ybar, b_.rows(ybar), op.operand(1)})});
  case Op::Item:
    return giveItem(op.operand(0), op.operand(1));
  case Op::PutItem:
  case Op::AddItem:
    if (active(2))
      give(2, itemLike(op.operand(2)));
    if (active(0))
      give(0, op.kind == Op::AddItem ? u : Expr{&b_, b_.create(Op::DropItem, {ybar, op.operand(1)})});
    return;
  case Op::DropItem:
    return give(0, Expr{&b_, b_.create(Op::DropItem, {ybar, op.operand(1)})});
  case Op::AddLists:
    for (unsigned i : {0u, 1u})
      if (active(i))
        give(i, u);
    return;
  case Op::Recall: // of tangents that a loop keeps
    if (op.operand(0)->type.isList())
      return giveItem(op.operand(0), op.operand(1));
    throw ir::Limitation(op.loc, "differentiating a reverse sweep in reverse mode through this loop");
  default:
    throw std::logic_error("no transposition rule for operation '" +
                           std::string(ir::info(op.kind).name) + "'");
  }
}

} // namespace gateaux::transform
