// SPDX-License-Identifier: Apache-2.0
//
// Operations on values, with the small rules by which C++ and Eigen convert operands.
#include "Ranges.h"
#include "Translator.h"
#include "ir/Predicates.h"

#include <cmath>

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

bool isConstant(const Value *v) { return v->def && v->def->kind == Op::Constant; }

bool isIntegerConstant(const Value *v) { return isConstant(v) && v->def->attrs.integer; }

/// The result of an operation on integer constants, where C++ defines one.
std::optional<ir::Wide> fold(Op kind, ir::Wide a, ir::Wide b, const Type &type) {
  const ir::IntegerRange range = ir::rangeOf(type);
  auto result = [&]() -> std::optional<ir::Wide> {
    switch (kind) {
    case Op::Add:
      return a + b;
    case Op::Sub:
      return a - b;
    case Op::Mul:
      return a * b;
    case Op::Div:
      return b == 0 ? std::nullopt : std::optional(a / b);
    case Op::Mod:
      return b == 0 ? std::nullopt : std::optional(a % b);
    case Op::BitAnd:
      return a & b;
    case Op::BitOr:
      return a | b;
    case Op::BitXor:
      return a ^ b;
    case Op::ShiftLeft:
      return a < 0 || b < 0 || b >= range.bits ? std::nullopt : std::optional(a << b);
    case Op::ShiftRight:
      return a < 0 || b < 0 || b >= range.bits ? std::nullopt : std::optional(a >> b);
    case Op::Min:
      return std::min(a, b);
    case Op::Max:
      return std::max(a, b);
    default:
      return std::nullopt;
    }
  }();
  const bool overflows = range.isSigned && result && ir::wrapped(type, *result) != *result;
  return overflows ? std::nullopt : result;
}

std::string describe(const Type &t) {
  if (!t.dense)
    return "a scalar";
  auto extent = [](int n) { return n == kDynamic ? std::string("?") : std::to_string(n); };
  return "a " + extent(t.rows) + " x " + extent(t.cols) + " value";
}

} // namespace

Value *integerOf(Builder &builder, ir::Wide n, const Type &type) {
  n = ir::wrapped(type, n);
  if (n <= INT64_MAX)
    return builder.integer(static_cast<int64_t>(n), type);
  const Type same = Type::integer("long");
  return builder.createTyped(Op::Cast, type, {builder.integer(static_cast<int64_t>(ir::wrapped(same, n)), same)});
}

Value *Translator::op(Op kind, std::vector<Value *> operands, Attributes attrs) {
  if (operands.size() == 2 && isIntegerConstant(operands[0]) && isIntegerConstant(operands[1]) &&
      operands[0]->type.isInteger()) {
    if (auto n = fold(kind, *operands[0]->def->attrs.integer, *operands[1]->def->attrs.integer, operands[0]->type);
        n && (*n >= 0 || kind != Op::Sub || !ir::rangeOf(operands[0]->type).isSigned))
      return integerOf(builder, *n, operands[0]->type);
  }
  // Sums and products of extents stay readable: n + 0, n * 1.
  if (operands.size() == 2 && operands[0]->type.isInteger() && !operands[0]->type.dense) {
    auto is = [&](unsigned i, int64_t n) {
      return isIntegerConstant(operands[i]) && *operands[i]->def->attrs.integer == n;
    };
    if ((kind == Op::Add && is(1, 0)) || (kind == Op::Sub && is(1, 0)) ||
        (kind == Op::Mul && is(1, 1)) || (kind == Op::Div && is(1, 1)))
      return operands[0];
    if ((kind == Op::Add && is(0, 0)) || (kind == Op::Mul && is(0, 1)))
      return operands[1];
  }
  bool fits = inferType(kind, operands, attrs).has_value();
  bool sameScalars = true;
  for (const Value *v : operands)
    sameScalars = sameScalars && v->type.scalar == operands[0]->type.scalar;
  if (kind == Op::Dot)
    fits = fits && operands[0]->type.compatible(operands[1]->type);
  if (!fits) {
    std::string shapes;
    for (Value *v : operands)
      shapes += (shapes.empty() ? "" : " and ") + describe(v->type);
    const std::string what = "'" + std::string(info(kind).name) + "' of " + shapes;
    const bool shaped = info(kind).is(ir::cwise) || kind == Op::Matmul || kind == Op::Dot;
    if (shaped && sameScalars)
      fail(failing, "the shapes do not agree: " + what);
    unsupported(failing, what);
  }
  return builder.create(kind, std::move(operands), std::move(attrs));
}

Value *Translator::cwise(Op kind, std::vector<Value *> operands, Attributes attrs) {
  // A scalar takes the scalar type of the dense operand: 2 * X.
  const Value *dense = nullptr;
  for (Value *v : operands)
    if (v->type.dense)
      dense = v;
  if (dense)
    for (Value *&v : operands)
      if (!v->type.dense && v->type.scalar != dense->type.scalar)
        v = cast(v, dense->type.element());
  return op(kind, std::move(operands), std::move(attrs));
}

Value *Translator::compare(Predicate predicate, Value *a, Value *b) {
  Attributes attrs;
  attrs.predicate = predicate;
  if (isIntegerConstant(a) && isIntegerConstant(b))
    return builder.boolean(holds(predicate, *a->def->attrs.integer, *b->def->attrs.integer));
  return cwise(Op::Compare, {a, b}, attrs);
}

Value *Translator::select(Value *condition, Value *a, Value *b) {
  const Value *dense = a->type.dense ? a : b->type.dense ? b : nullptr;
  if (a->type.scalar != b->type.scalar) {
    if (!a->type.dense)
      a = cast(a, b->type.element());
    else if (!b->type.dense)
      b = cast(b, a->type.element());
  }
  Type type = dense ? dense->type : a->type;
  if (!dense && condition->type.dense)
    type = condition->type.withScalar(a->type);
  else if (dense)
    for (const Value *v : {a, b, condition})
      if (v->type.dense) {
        if (type.rows == kDynamic)
          type.rows = v->type.rows;
        if (type.cols == kDynamic)
          type.cols = v->type.cols;
      }
  type.array = false;
  return builder.createTyped(Op::Select, type, {condition, a, b});
}

Value *Translator::cast(Value *v, const Type &scalar) {
  if (v->type.scalar == scalar.scalar && v->type.spelling == scalar.spelling)
    return v;
  if (isConstant(v)) {
    const Attributes &a = v->def->attrs;
    if (scalar.isReal()) {
      double x = a.number ? *a.number : static_cast<double>(*a.integer);
      if (scalar.scalar == ScalarKind::F32)
        x = static_cast<float>(x);
      return builder.constant(x, scalar.scalar);
    }
    if (scalar.isInteger() && a.integer)
      return integerOf(builder, *a.integer, scalar);
    if (scalar.isInteger() && a.number && std::abs(*a.number) < 1e9)
      return builder.integer(static_cast<int64_t>(*a.number), scalar);
  }
  if (scalar.isBool())
    return compare(Predicate::Ne, v,
                   v->type.isReal() ? builder.constant(0, v->type.scalar)
                                    : builder.integer(0, v->type.element()));
  Type type = v->type.withScalar(scalar);
  type.array = false;
  return builder.createTyped(Op::Cast, type, {v});
}

Value *Translator::real(Value *integer, ScalarKind kind) { return cast(integer, Type::real(kind)); }

Value *Translator::asScalar(Value *v, SourceRange range) {
  if (!v->type.dense)
    return v;
  if (v->type.rows > 1 || v->type.cols > 1 || v->type.rows == 0 || v->type.cols == 0)
    unsupported(range, describe(v->type) + " used as a scalar");
  return op(Op::Element, {v, builder.integer(0), builder.integer(0)});
}

Value *Translator::asDense(Value *v) {
  if (v->type.dense)
    return v;
  return builder.broadcast(v, builder.integer(1), builder.integer(1),
                           Type::matrix(v->type.scalar, 1, 1).withScalar(v->type));
}

Value *Translator::transpose(Value *v) {
  if (!v->type.dense || (v->type.rows == 1 && v->type.cols == 1))
    return v;
  if (v->def && v->def->kind == Op::Transpose)
    return v->def->operand(0);
  return op(Op::Transpose, {v});
}

Value *Translator::identity(Value *rows, Value *cols, Type type) {
  type.array = type.rowMajor = false;
  refine(type, rows, cols);
  return builder.createTyped(Op::Identity, type, {rows, cols});
}

void Translator::refine(Type &type, const Value *rows, const Value *cols) {
  auto known = [](int &extent, const Value *v) {
    if (extent == kDynamic && isIntegerConstant(v))
      extent = static_cast<int>(*v->def->attrs.integer);
  };
  known(type.rows, rows);
  known(type.cols, cols);
}

Value *Translator::diagonalMatrix(Value *v) {
  v = asDense(v);
  Value *n = sizeOf(v);
  return builder.diag(v, n, n);
}

Value *Translator::reduce(Op kind, Value *v, Axis axis) {
  if (!v->type.dense) {
    if (axis != Axis::All)
      v = asDense(v);
    else if (kind == Op::Norm)
      return op(Op::Abs, {v});
    else if (kind == Op::ArgMax || kind == Op::ArgMin)
      return builder.integer(0);
    else
      return v;
  }
  Attributes attrs;
  attrs.axis = axis;
  return op(kind, {v}, attrs);
}

Value *Translator::sizeOf(Value *v) {
  if (v->type.isColumn())
    return rowsOf(v);
  if (v->type.isRow())
    return colsOf(v);
  return op(Op::Mul, {rowsOf(v), colsOf(v)});
}

Value *Translator::conform(Value *v, const Type &type, SourceRange range) {
  if (!type.dense)
    return cast(asScalar(v, range), type);
  v = asDense(v);
  bool flip = (type.cols == 1 && type.rows != 1 && v->type.isRow()) ||
              (type.rows == 1 && type.cols != 1 && v->type.isColumn() && v->type.rows != 1);
  if (flip)
    v = transpose(v);
  if (!v->type.compatible(type))
    unsupported(range,
                "storing " + describe(v->type) + " where " + describe(type) + " is declared");
  return v;
}

LocationScope::LocationScope(Translator &t, clang::SourceLocation loc, SourceRange range)
    : translator(t), before(t.builder.location()), rangeBefore(t.failing) {
  t.builder.setLocation(irLocation(t.context.getSourceManager(), loc));
  t.failing = range;
}

LocationScope::~LocationScope() {
  translator.builder.setLocation(before);
  translator.failing = rangeBefore;
}

} // namespace gateaux::frontend
