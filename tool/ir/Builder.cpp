// SPDX-License-Identifier: Apache-2.0
#include "Builder.h"

#include "Shapes.h"

#include <algorithm>
#include <cassert>

namespace gateaux::ir {

namespace {

/// The dense type that coefficient-wise operations on `operands` have; scalars are broadcast.
/// Static extents win over dynamic ones. Row-major only where all dense operands are.
std::optional<Type> cwiseType(const std::vector<Value *> &operands) {
  Type t = operands.front()->type.element();
  bool allRowMajor = true;
  for (Value *v : operands) {
    if (v->type.scalar != t.scalar)
      return std::nullopt;
    if (!v->type.dense)
      continue;
    if (!t.dense) {
      t.dense = true;
      t.rows = t.cols = kDynamic;
    }
    auto merge = [](int &a, int b) {
      if (a != kDynamic && b != kDynamic && a != b)
        return false;
      a = std::max(a, b);
      return true;
    };
    if (!merge(t.rows, v->type.rows) || !merge(t.cols, v->type.cols))
      return std::nullopt;
    allRowMajor = allRowMajor && v->type.rowMajor;
  }
  t.rowMajor = t.dense && allRowMajor;
  return t;
}

Type reducedType(const Type &x, Axis axis) {
  Type t = x.element();
  if (axis == Axis::All)
    return t;
  t.dense = true;
  t.rows = axis == Axis::Cols ? 1 : x.rows;
  t.cols = axis == Axis::Rows ? 1 : x.cols;
  t.rowMajor = axis == Axis::Cols && t.cols != 1;
  return t;
}

} // namespace

std::optional<Type> inferType(Op op, const std::vector<Value *> &operands,
                              const Attributes &attrs) {
  const OpInfo &row = info(op);
  if (row.arity >= 0 && operands.size() != static_cast<size_t>(row.arity))
    return std::nullopt;
  switch (row.shape) {
  case ShapeRule::Explicit:
    return std::nullopt;
  case ShapeRule::Cwise:
    return cwiseType(operands);
  case ShapeRule::CwiseBool: {
    auto t = cwiseType(operands);
    if (t)
      *t = t->withScalar(Type::boolean());
    return t;
  }
  case ShapeRule::Scalar:
    return operands[0]->type.element();
  case ShapeRule::Index:
    return Type::index();
  case ShapeRule::Reduce:
  case ShapeRule::ReduceIndex: {
    if (!operands[0]->type.dense || attrs.axis == Axis::None)
      return std::nullopt;
    Type t = reducedType(operands[0]->type, attrs.axis);
    return row.shape == ShapeRule::Reduce ? t : t.withScalar(Type::index());
  }
  case ShapeRule::Same: {
    Type t = operands[0]->type;
    t.array = false;
    return t;
  }
  case ShapeRule::Transpose: {
    Type t = operands[0]->type;
    if (!t.dense)
      return std::nullopt;
    std::swap(t.rows, t.cols);
    t.rowMajor = t.isRow();
    t.array = false;
    return t;
  }
  case ShapeRule::Matmul: {
    const Type &a = operands[0]->type, &b = operands[1]->type;
    if (!a.dense || !b.dense || a.scalar != b.scalar)
      return std::nullopt;
    if (a.cols != kDynamic && b.rows != kDynamic && a.cols != b.rows)
      return std::nullopt;
    Type t = Type::matrix(a.scalar, a.rows, b.cols);
    t.rowMajor = t.isRow();
    return t;
  }
  case ShapeRule::Solution: {
    const Type &a = operands[0]->type, &b = operands[1]->type;
    if (!a.dense || !b.dense || a.scalar != b.scalar)
      return std::nullopt;
    if (a.rows != kDynamic && b.rows != kDynamic && a.rows != b.rows)
      return std::nullopt;
    return Type::matrix(a.scalar, a.cols, b.cols);
  }
  case ShapeRule::Diagonal: {
    const Type &x = operands[0]->type;
    if (!x.dense)
      return std::nullopt;
    bool fixed = x.rows != kDynamic && x.cols != kDynamic;
    return Type::matrix(x.scalar, fixed ? std::min(x.rows, x.cols) : kDynamic, 1);
  }
  }
  return std::nullopt;
}

Value *Builder::create(Op op, std::vector<Value *> operands, Attributes attrs) {
  auto type = inferType(op, operands, attrs);
  assert(type && "the operands do not fit the operation's shape rule");
  return createTyped(op, *type, std::move(operands), std::move(attrs));
}

Value *Builder::createTyped(Op op, Type type, std::vector<Value *> operands, Attributes attrs) {
  return createMany(op, {std::move(type)}, std::move(operands), std::move(attrs))->result();
}

Operation *Builder::createMany(Op op, std::vector<Type> types, std::vector<Value *> operands,
                               Attributes attrs) {
  Operation *created = function_.append(*block_, op, std::move(operands), std::move(types),
                                        std::move(attrs), loc_);
  created->stage = stage_;
  return created;
}

Operation *Builder::clone(const Operation &op, std::vector<Value *> operands) {
  assert(op.blocks.empty() && "structured operations are cloned block by block");
  std::vector<Type> types;
  for (Value *r : op.results)
    types.push_back(r->type);
  Operation *copy = function_.append(*block_, op.kind, std::move(operands), std::move(types),
                                     op.attrs, op.loc);
  copy->stage = op.stage;
  for (size_t i = 0; i < op.results.size(); ++i)
    copy->results[i]->name = op.results[i]->name;
  return copy;
}

Value *Builder::constant(double number, ScalarKind kind) {
  Attributes a;
  a.number = number;
  return createTyped(Op::Constant, Type::real(kind), {}, a);
}

Value *Builder::integer(int64_t number, Type type) {
  Attributes a;
  a.integer = number;
  return createTyped(Op::Constant, std::move(type), {}, a);
}

Value *Builder::boolean(bool b) {
  Attributes a;
  a.integer = b;
  return createTyped(Op::Constant, Type::boolean(), {}, a);
}

Value *Builder::extentAlong(Value *x, int axis) {
  if (x->type.isList())
    return x->type.count != kDynamic ? integer(x->type.count) : create(Op::Rows, {x});
  Extent e = extent(x, axis);
  if (e.kind == Extent::Constant)
    return integer(e.constant);
  if (e.kind == Extent::Integer)
    return const_cast<Value *>(e.value);
  Value *root = const_cast<Value *>(e.value);
  if (e.axis == 2)
    return create(Op::Rows, {create(Op::Diagonal, {root})});
  return create(e.axis == 0 ? Op::Rows : Op::Cols, {root});
}

Value *Builder::rows(Value *x) { return extentAlong(x, 0); }
Value *Builder::cols(Value *x) { return extentAlong(x, 1); }

Value *Builder::broadcast(Value *x, Value *rows, Value *cols, Type type) {
  type.array = false;
  return createTyped(Op::Broadcast, std::move(type), {x, rows, cols});
}

Value *Builder::broadcastLike(Value *x, Value *like) {
  if (!like->type.dense)
    return x;
  Type t = like->type.withScalar(x->type);
  return broadcast(x, rows(like), cols(like), t);
}

Value *Builder::refined(Value *x, const Type &type) {
  if (!type.isVector() || !x->type.dense || x->type.isVector() || x->type.isList())
    return x;
  Type t = type.withScalar(x->type);
  t.array = false;
  if (x->isArgument())
    return createTyped(Op::Reshape, t, {x, rows(x), cols(x)});
  x->type = t;
  return x;
}

Value *Builder::zeroLike(Value *like) {
  if (like->type.isList()) {
    if (const Value *root = itemsLike(like))
      return create(Op::ZeroList, {const_cast<Value *>(root)});
    Type t = like->type;
    t.array = false;
    return createTyped(Op::EmptyList, t, {});
  }
  return broadcastLike(constant(0, like->type.scalar), like);
}

Value *Builder::diag(Value *x, Value *rows, Value *cols) {
  auto extent = [](Value *n) {
    bool known = n->def && n->def->kind == Op::Constant;
    return known ? static_cast<int>(*n->def->attrs.integer) : kDynamic;
  };
  Type t = Type::matrix(x->type.scalar, extent(rows), extent(cols));
  return createTyped(Op::Diag, t, {x, rows, cols});
}

Value *Builder::reduce(Op op, Value *x, Axis axis) {
  Attributes a;
  a.axis = axis;
  return create(op, {x}, a);
}

Value *Builder::cast(Value *x, ScalarKind kind) {
  if (x->type.scalar == kind)
    return x;
  return createTyped(Op::Cast, x->type.withScalar(Type::real(kind)), {x});
}

} // namespace gateaux::ir
