// SPDX-License-Identifier: Apache-2.0
//
// Eigen::Map over arrays and vectors of the function itself.
#include "Ranges.h"
#include "ir/Shapes.h"

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

bool isSame(const Value *a, const Value *b) {
  auto uncast = [](const Value *v) {
    while (v->def && v->def->kind == Op::Cast)
      v = v->def->operand(0);
    return v;
  };
  a = uncast(a);
  b = uncast(b);
  if (a == b || !a->def || !b->def)
    return a == b;
  if (a->def->kind != b->def->kind || !(a->def->attrs == b->def->attrs) ||
      a->def->operands.size() != b->def->operands.size() || !a->def->blocks.empty())
    return false;
  for (size_t i = 0; i < a->def->operands.size(); ++i)
    if (!isSame(a->def->operands[i], b->def->operands[i]))
      return false;
  return true;
}

std::optional<Place> spanOf(Translator &t, const Binding &pointer, Value *count) {
  if (pointer.kind != Binding::Pointer || !pointer.pointer->pointee)
    return std::nullopt;
  auto p = Translator::placeOf(*pointer.pointer->pointee);
  if (!p || !t.placeType(*p).isVector())
    return std::nullopt;
  const bool row = t.placeType(*p).isRow();
  Value *zero = t.builder.integer(0), *one = t.builder.integer(1);
  Value *first = pointer.pointer->at() ? pointer.pointer->at() : zero;
  const bool begins = first->def && first->def->kind == Op::Constant && first->def->attrs.integer == 0;
  if (begins && (extentOf(row ? t.placeCols(*p) : t.placeRows(*p)) == extentOf(count) ||
                 (p->whole() && p->cell && p->cell->length && isSame(p->cell->length, count))))
    return p; // all of it
  if (row)
    t.pushSlice(*p, zero, first, one, count);
  else
    t.pushSlice(*p, first, zero, count, one);
  return p;
}

namespace {

struct MapOf {
  Binding pointer;
  Type type;
  Value *rows = nullptr, *cols = nullptr;
  Strides strides;
};

std::optional<MapOf> mapOf(Translator &t, const CXXConstructExpr *e) {
  if (!isEigenClass(e->getType(), "Map"))
    return std::nullopt;
  std::vector<const Expr *> args;
  for (const Expr *argument : e->arguments())
    if (!isa<CXXDefaultArgExpr>(argument))
      args.push_back(argument);
  auto type = typeOf(e->getType());
  if (!type || args.empty() || args.size() > 4 || !args[0]->getType()->isPointerType())
    return std::nullopt;
  auto pointer = t.pointerOf(args[0]);
  if (!pointer)
    return std::nullopt;
  MapOf map{*pointer, *type, nullptr, nullptr, {}};
  const bool given = args.size() > 1 && !args.back()->getType()->isIntegralOrEnumerationType();
  auto strides = stridesOf(t, e->getType(), given ? args.back() : nullptr);
  if (!strides)
    return std::nullopt;
  map.strides = *strides;
  if (given)
    args.pop_back();
  auto extent = [&](int known, size_t i) {
    return i < args.size() ? t.index(args[i]) : t.builder.integer(known);
  };
  if (args.size() == 2 && type->isVector()) {
    Value *one = t.builder.integer(1);
    map.rows = type->isRow() ? one : extent(0, 1);
    map.cols = type->isRow() ? extent(0, 1) : one;
  } else {
    map.rows = extent(type->rows, 1);
    map.cols = extent(type->cols, 2);
  }
  return map;
}

} // namespace

std::optional<Place> mapPlace(Translator &t, const CXXConstructExpr *e) {
  auto map = mapOf(t, e);
  if (!map)
    return std::nullopt;
  const Type &type = map->type;
  if (map->strides.any())
    return stridedPlace(t, map->pointer, type, map->rows, map->cols, map->strides);
  if (type.isVector()) {
    auto p = spanOf(t, map->pointer, type.isRow() ? map->cols : map->rows);
    if (p && t.placeType(*p).isRow() != type.isRow())
      t.pushTranspose(*p);
    return p;
  }
  auto p = spanOf(t, map->pointer, t.op(Op::Mul, {map->rows, map->cols}));
  if (!p)
    return std::nullopt;
  if (t.placeType(*p).isRow())
    t.pushTranspose(*p);
  // By rows: the transpose, column by column.
  if (type.rowMajor)
    pushReshape(*p, map->cols, map->rows, {type.cols, type.rows});
  else
    pushReshape(*p, map->rows, map->cols, {type.rows, type.cols});
  if (type.rowMajor)
    t.pushTranspose(*p);
  return p;
}

void pushReshape(Place &p, Value *rows, Value *cols, Extents extents) {
  View view{View::Reshape};
  view.rows = rows;
  view.cols = cols;
  view.staticRows = extents.rows;
  view.staticCols = extents.cols;
  p.views.push_back(view);
}

bool isStored(const Place &p) {
  return llvm::all_of(p.views, [](const View &view) { return view.kind == View::Item; });
}

bool liesByRows(Translator &t, const Place &p) {
  Type type = p.cell ? p.cell->type : t.placeType(p);
  if (p.cell)
    for (size_t i = 0; i < p.views.size(); ++i)
      type = type.item();
  return type.rowMajor;
}

std::optional<Place> flattened(Translator &t, Place p) {
  const Type type = t.placeType(p);
  if (!type.dense || !isStored(p) || isSpread(p))
    return std::nullopt;
  Value *size = type.isFixed() ? t.builder.integer(int64_t(type.rows) * type.cols) : t.op(Op::Mul, {t.placeRows(p), t.placeCols(p)});
  if (liesByRows(t, p))
    t.pushTranspose(p);
  pushReshape(p, size, t.builder.integer(1),
              {type.isFixed() ? type.rows * type.cols : kDynamic, 1});
  return p;
}

void nameView(Translator &t, const Place &p, const std::string &name) {
  if (p.whole() || !p.cell || !p.cell->value)
    return;
  Value *v = t.read(p, t.failing);
  while (v->def && v->def->kind == Op::Transpose)
    v = v->def->operand(0);
  if (v->def && (v->def->kind == Op::Reshape || v->def->kind == Op::Slice) && v->name.empty())
    v->name = name;
}

} // namespace gateaux::frontend
