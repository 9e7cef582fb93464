// SPDX-License-Identifier: Apache-2.0
#include "Packing.h"

#include "Translator.h"
#include "ir/Spelling.h"

#include <set>
#include <string>

using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

/// An integer that may be greater than a double can hold: it goes in two halves.
bool isWide(const Type &type) {
  static const std::set<std::string> narrow = {"int",       "short",          "char",         "signed char",
                                               "unsigned", "unsigned short", "unsigned char"};
  return type.isInteger() && !narrow.count(spell(type.element()));
}

constexpr int64_t kHalf = int64_t(1) << 32;

ScalarKind kindOf(const std::vector<Type> &types) {
  const bool single = llvm::all_of(types, [](const Type &type) { return type.scalar == ScalarKind::F32; });
  return single ? ScalarKind::F32 : ScalarKind::F64;
}

} // namespace

bool isPackable(const Type &type) {
  return !type.isList() && !type.isFactor() && !type.isPattern() && !(type.dense && isWide(type));
}

Type packedType(const std::vector<Type> &types) {
  if (types.size() == 1)
    return types[0];
  int rows = 0;
  for (const Type &type : types) {
    if (type.dense && !type.isFixed())
      return Type::matrix(kindOf(types), kDynamic, 1);
    rows += type.dense ? type.rows * type.cols : isWide(type) ? 2 : 1;
  }
  return Type::matrix(kindOf(types), rows, 1);
}

Value *packed(Translator &t, const std::vector<Value *> &values, const std::vector<Type> &types) {
  if (values.size() == 1)
    return values[0];
  const Type type = packedType(types);
  Value *const zero = t.builder.integer(0);
  std::vector<Value *> parts; // scalars and columns
  Value *length = zero;
  for (size_t i = 0; i < values.size(); ++i) {
    Value *x = values[i];
    auto scalar = [&](Value *v) { parts.push_back(t.cast(v, type.element())); };
    if (types[i].dense) {
      Value *const rows = t.rowsOf(x), *const cols = t.colsOf(x);
      if (types[i].rows == kDynamic)
        scalar(rows);
      if (types[i].cols == kDynamic)
        scalar(cols);
      Type column = Type::matrix(type.scalar, types[i].isFixed() ? types[i].rows * types[i].cols : kDynamic, 1);
      parts.push_back(t.builder.createTyped(Op::Reshape, column,
                                            {t.cast(x, type.element()), t.op(Op::Mul, {rows, cols}), t.builder.integer(1)}));
    } else if (isWide(types[i])) {
      Value *const whole = t.cast(x, Type::index());
      scalar(t.op(Op::ShiftRight, {whole, t.builder.integer(32)}));
      scalar(t.op(Op::BitAnd, {whole, t.builder.integer(kHalf - 1)}));
    } else {
      scalar(x);
    }
  }
  for (Value *part : parts)
    length = t.add(length, part->type.dense ? t.rowsOf(part) : t.builder.integer(1));
  Value *column = t.builder.broadcast(t.cast(zero, type.element()), length, t.builder.integer(1), type);
  Value *at = zero;
  for (Value *part : parts) {
    column = t.op(Op::Update, {column, at, zero, part});
    at = t.add(at, part->type.dense ? t.rowsOf(part) : t.builder.integer(1));
  }
  return column;
}

std::vector<Value *> unpacked(Translator &t, Value *column, const std::vector<Type> &types) {
  if (types.size() == 1)
    return {column};
  Value *const zero = t.builder.integer(0), *const one = t.builder.integer(1);
  std::vector<Value *> values;
  Value *at = zero;
  auto next = [&] {
    Value *x = t.op(Op::Element, {column, at, zero});
    at = t.add(at, one);
    return x;
  };
  for (const Type &type : types) {
    if (type.dense) {
      auto extent = [&](int n) { return n == kDynamic ? t.cast(next(), Type::index()) : t.builder.integer(n); };
      Value *const rows = extent(type.rows), *const cols = extent(type.cols), *const count = t.op(Op::Mul, {rows, cols});
      const Type part = Type::matrix(column->type.scalar, type.isFixed() ? type.rows * type.cols : kDynamic, 1);
      Value *x = t.builder.createTyped(Op::Slice, part, {column, at, zero, count, one});
      at = t.add(at, count);
      Type shaped = type;
      shaped.scalar = column->type.scalar;
      shaped.spelling.clear();
      x = t.builder.createTyped(Op::Reshape, shaped, {x, rows, cols});
      values.push_back(t.cast(x, type.element()));
    } else if (isWide(type)) {
      Value *const high = t.cast(next(), Type::index()), *const low = t.cast(next(), Type::index());
      values.push_back(t.cast(t.add(t.op(Op::Mul, {high, t.builder.integer(kHalf)}), low), type));
    } else {
      values.push_back(t.cast(next(), type));
    }
  }
  return values;
}

} // namespace gateaux::frontend
