// SPDX-License-Identifier: Apache-2.0
//
// Coefficients that lie apart in memory: Maps with strides, and what lies where in a matrix.
#include "Ranges.h"

#include <algorithm>

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

bool isConstant(const Value *v, int64_t n) {
  return v->def && v->def->kind == Op::Constant && v->def->attrs.integer == n;
}

/// A position in a matrix that lies in memory by columns.
struct Position {
  Value *row, *col;
};

/// The position of the coefficient `first` of a matrix, where it is a sum of multiples of the number of its rows
/// and others. Those others are less than that number where nothing else is a multiple, or all columns follow.
std::optional<Position> positionOf(Translator &t, Value *first, const Value *rows, bool allColumns) {
  Value *zero = t.builder.integer(0);
  if (isConstant(first, 0))
    return Position{zero, zero};
  if (first->def && first->def->kind == Op::Constant && rows->def && rows->def->kind == Op::Constant) {
    const int64_t at = *first->def->attrs.integer, length = *rows->def->attrs.integer;
    return length > 0 ? std::optional(Position{t.builder.integer(at % length), t.builder.integer(at / length)})
                      : std::nullopt;
  }
  Position p{zero, zero};
  bool multiple = false;
  std::vector<Value *> terms = {first};
  while (!terms.empty()) {
    Value *term = terms.back();
    terms.pop_back();
    const Operation *op = term->def;
    if (isSame(term, rows)) {
      p.col = t.add(p.col, t.builder.integer(1));
      multiple = true;
    } else if (op && op->kind == Op::Add) {
      terms.insert(terms.end(), {op->operand(1), op->operand(0)});
    } else if (op && op->kind == Op::Mul && (isSame(op->operand(0), rows) || isSame(op->operand(1), rows))) {
      p.col = t.add(p.col, op->operand(isSame(op->operand(0), rows) ? 1 : 0));
      multiple = true;
    } else {
      p.row = t.add(p.row, term);
    }
  }
  return multiple || allColumns ? std::optional(p) : std::nullopt;
}

void pushPositions(Translator &t, Place &p, Value *first, Value *rows, Value *cols, Strides strides, Extents extents) {
  Value *zero = t.builder.integer(0), *one = t.builder.integer(1);
  Type type = Type::index().withShape(extents.rows, extents.cols), single = type.withShape(1, 1);
  View view{View::Indexed};
  view.row = t.builder.createTyped(Op::Positions, type, {first, rows, cols, strides.inner, strides.outer});
  view.col = t.builder.createTyped(Op::Sequence, single, {zero, one, one});
  p.views.push_back(view);
}

/// The coefficients first, first + step, ... of a column.
void pushColumn(Translator &t, Place &p, Value *first, Value *count, Value *step) {
  Value *one = t.builder.integer(1);
  if (isConstant(step, 1))
    return t.pushSlice(p, first, t.builder.integer(0), count, one);
  Type type = Type::matrix(ScalarKind::F64, kDynamic, 1);
  Translator::refine(type, count, one);
  pushPositions(t, p, first, count, one, {step, one}, {type.rows, 1});
}

/// How far apart the rows and the columns of a place lie in memory.
struct Distances {
  Value *rows, *cols;
};
std::optional<Distances> distancesOf(Translator &t, Place p) {
  if (isSpread(p))
    return std::nullopt;
  bool transposed = false;
  for (; !isStored(p); p.views.pop_back()) {
    const View &view = p.views.back();
    if (view.kind == View::Reshape)
      break;
    if (view.kind != View::Slice && view.kind != View::Transpose)
      return std::nullopt;
    transposed ^= view.kind == View::Transpose;
  }
  const bool byRows = isStored(p) && liesByRows(t, p);
  Value *one = t.builder.integer(1);
  Distances d = byRows ? Distances{t.placeCols(p), one} : Distances{one, t.placeRows(p)};
  if (transposed)
    std::swap(d.rows, d.cols);
  return d;
}

} // namespace

bool isSpread(const Place &p) { return p.cell && p.cell->spread; }

bool isSpread(QualType type) {
  const auto *spec = eigenKind(type) == EigenKind::View ? specialization(type) : nullptr;
  const auto *stride = spec ? specialization(spec->getTemplateArgs()[2].getAsType()) : nullptr;
  if (!stride || stride->getName() == "OuterStride")
    return false;
  const auto inner = integralArgument(stride, stride->getName() == "InnerStride" ? 0 : 1);
  return inner != 0 && inner != 1;
}

std::optional<Strides> stridesOf(Translator &t, QualType type, const Expr *argument) {
  const auto *spec = specialization(type);
  const auto *stride = spec ? specialization(spec->getTemplateArgs()[2].getAsType()) : nullptr;
  if (!stride)
    return Strides{};
  const bool inner = stride->getName() == "InnerStride", outer = stride->getName() == "OuterStride";
  const auto outerFixed = inner ? std::optional<int64_t>(0) : integralArgument(stride, 0);
  const auto innerFixed = outer ? std::optional<int64_t>(0) : integralArgument(stride, inner ? 0 : 1);
  if (!outerFixed || !innerFixed)
    return std::nullopt;
  std::vector<Value *> given;
  if (argument) {
    const Expr *e = Translator::strip(argument);
    auto read = [&](const Expr *made) {
      const auto *c = dyn_cast<CXXConstructExpr>(Translator::strip(made));
      while (c && c->getNumArgs() == 1 && isEigen(c->getArg(0)->getType()))
        c = dyn_cast<CXXConstructExpr>(Translator::strip(c->getArg(0)));
      for (unsigned i = 0; c && i < c->getNumArgs(); ++i)
        if (!isa<CXXDefaultArgExpr>(c->getArg(i)))
          given.push_back(t.index(c->getArg(i)));
      return c != nullptr;
    };
    auto binding = t.bindingOf(e);
    if (!(binding && binding->kind == Binding::Expression ? t.within(binding->deferred, read) : read(e)))
      return std::nullopt;
  }
  auto extent = [&](int64_t fixed, size_t i) -> Value * {
    if (fixed != kDynamic)
      return fixed == 0 ? nullptr : t.builder.integer(fixed);
    return i < given.size() ? given[i] : nullptr;
  };
  if ((outerFixed == kDynamic || innerFixed == kDynamic) && given.empty())
    return std::nullopt;
  return Strides{extent(*innerFixed, given.size() == 1 ? 0 : 1), extent(*outerFixed, 0)};
}

std::optional<Place> stridedPlace(Translator &t, const Binding &pointer, const Type &type, Value *rows, Value *cols,
                                  Strides strides) {
  if (pointer.kind != Binding::Pointer || !pointer.pointer->pointee)
    return std::nullopt;
  auto found = Translator::placeOf(*pointer.pointer->pointee);
  if (!found || !t.placeType(*found).isVector())
    return std::nullopt;
  Place p = *found;
  if (t.placeType(p).isRow())
    t.pushTranspose(p);
  Value *zero = t.builder.integer(0), *one = t.builder.integer(1);
  Value *first = pointer.pointer->at() ? pointer.pointer->at() : zero;
  if (!p.whole() && p.views.back().kind == View::Slice) {
    Place base = p;
    base.views.pop_back();
    if (t.placeType(base).isColumn()) {
      first = t.add(p.views.back().row, first);
      p = base;
    }
  }
  // By rows it is the transpose of what lies there by columns.
  const bool vector = type.isVector();
  Extents extents{type.rows, type.cols};
  if (type.rowMajor) {
    std::swap(rows, cols);
    std::swap(extents.rows, extents.cols);
  }
  if (!strides.inner)
    strides.inner = one;
  if (!strides.outer)
    strides.outer = t.op(Op::Mul, {rows, strides.inner});
  auto done = [&] {
    if (type.rowMajor)
      t.pushTranspose(p);
    return p;
  };
  // A block or a row of a matrix that lies in memory as a whole.
  if (!p.whole() && p.views.back().kind == View::Reshape) {
    Place whole = p;
    whole.views.pop_back();
    Value *length = t.placeRows(whole), *count = vector ? rows : cols;
    auto at = positionOf(t, first, length, isSame(count, t.placeCols(whole)));
    if (at && vector && isSame(strides.inner, length)) {
      t.pushSlice(whole, at->row, at->col, one, rows, {1, extents.rows});
      t.pushTranspose(whole);
      p = whole;
      return done();
    }
    if (at && !vector && isConstant(strides.inner, 1) && isSame(strides.outer, length)) {
      t.pushSlice(whole, at->row, at->col, rows, cols, extents);
      p = whole;
      return done();
    }
  }
  if (vector)
    pushColumn(t, p, first, rows, strides.inner);
  else
    pushPositions(t, p, first, rows, cols, strides, extents);
  return done();
}

std::optional<Place> stridedCall(Translator &t, const CallSite &call) {
  if (call.name != "strided" || !inNamespace(call.callee, "gateaux"))
    return std::nullopt;
  auto p = t.place(call.args[0]);
  if (!p)
    return std::nullopt;
  auto argument = [&](unsigned i) { return t.index(call.args[i]); };
  if (call.args.size() == 4) {
    Value *first = argument(1), *size = argument(2);
    pushColumn(t, *p, first, size, argument(3));
    return p;
  }
  Value *first = argument(1), *rows = argument(2), *cols = argument(3), *stride = argument(4);
  Value *step = call.args.size() > 5 ? argument(5) : t.builder.integer(1);
  auto known = [&](unsigned i) {
    auto n = integralArgument(call.callee, i);
    return n ? static_cast<int>(*n) : kDynamic;
  };
  pushPositions(t, *p, first, rows, cols, {step, stride}, {known(0), known(1)});
  return p;
}

bool partOfStrided(Translator &t, Place &p, Value *row, Value *col, Value *rows, Value *cols, Extents extents) {
  if (p.whole() || p.views.back().kind != View::Indexed)
    return false;
  const Operation *at = p.views.back().row->def;
  auto moved = [&](Value *first, Value *by, Value *step) {
    return isConstant(by, 0) ? first : t.add(first, t.op(Op::Mul, {by, step}));
  };
  if (!at || at->kind != Op::Positions)
    return false;
  p.views.pop_back();
  const Strides strides{at->operand(3), at->operand(4)};
  Value *first = moved(moved(at->operand(0), row, strides.inner), col, strides.outer);
  if (!rows) {
    t.pushElement(p, first, t.builder.integer(0));
  } else if (extents.cols == 1) {
    pushColumn(t, p, first, rows, strides.inner);
  } else if (extents.rows == 1) {
    pushColumn(t, p, first, cols, strides.outer);
    t.pushTranspose(p);
  } else {
    pushPositions(t, p, first, rows, cols, strides, extents);
  }
  return true;
}

bool isStrided(const View &view) {
  const Operation *at = view.kind == View::Indexed ? view.row->def : nullptr;
  return at && at->kind == Op::Positions;
}

bool stridedClash(const Place &destination, const Place &read) {
  const View &a = destination.views[0], &b = read.views[0];
  const bool alike = std::equal(destination.views.begin() + 1, destination.views.end(), read.views.begin() + 1,
                                read.views.end());
  // The positions in the column, one column of the view after the other, where constants tell.
  auto positions = [](const View &view) -> std::optional<std::vector<int64_t>> {
    const Operation &at = *view.row->def;
    std::vector<int64_t> n;
    for (const Value *v : at.operands)
      if (v->def && v->def->kind == Op::Constant && v->def->attrs.integer)
        n.push_back(*v->def->attrs.integer);
      else
        return std::nullopt;
    std::vector<int64_t> all;
    for (int64_t j = 0; j < n[2]; ++j)
      for (int64_t i = 0; i < n[1]; ++i)
        all.push_back(n[0] + i * n[3] + j * n[4]);
    return all;
  };
  auto at = positions(a), other = positions(b);
  if (!at || !other)
    return !alike && isSame(a.row, b.row); // for the rest, the user's word
  for (size_t i = 0; i < at->size(); ++i)
    for (size_t j = 0; j < other->size(); ++j)
      if ((*at)[i] == (*other)[j] && (i != j || !alike))
        return true;
  return false;
}

std::optional<Binding> dataOf(Translator &t, const Expr *object) {
  auto found = t.place(object);
  if (!found)
    return std::nullopt;
  Place p = *found;
  if (isSpread(p))
    unsupported(object->getSourceRange(), "'data' of coefficients that need not lie side by side",
                {{"copy them into a vector or matrix", {}}});
  Value *zero = t.builder.integer(0);
  while (!p.whole() && p.views.back().kind == View::Transpose)
    p.views.pop_back();
  const Type type = t.placeType(p);
  if (!p.whole() && p.views.back().kind == View::Slice) {
    const View part = p.views.back();
    Place base = p;
    base.views.pop_back();
    auto distances = distancesOf(t, base);
    const Type whole = t.placeType(base);
    if (distances && !whole.isVector() && (!type.isVector() || !isConstant(type.isRow() ? distances->cols : distances->rows, 1))) {
      auto flat = flattened(t, base);
      if (!flat)
        return std::nullopt;
      Value *first = t.add(t.op(Op::Mul, {part.row, distances->rows}), t.op(Op::Mul, {part.col, distances->cols}));
      return pointerTo(Binding::reference(*flat), first);
    }
    if (!type.isVector())
      return std::nullopt;
  }
  if (type.isVector()) {
    const bool lies = p.whole() || p.views.back().kind == View::Slice || p.views.back().kind == View::Reshape ||
                      p.views.back().kind == View::Item;
    return lies ? std::optional(pointerTo(Binding::reference(p), zero)) : std::nullopt;
  }
  auto flat = flattened(t, p);
  return flat ? std::optional(pointerTo(Binding::reference(*flat), zero)) : std::nullopt;
}

Value *strideMember(Translator &t, const CallSite &call) {
  const bool inner = call.name == "innerStride", outer = call.name == "outerStride";
  if (!inner && !outer && call.name != "rowStride" && call.name != "colStride")
    return nullptr;
  auto p = t.place(call.object);
  auto distances = p ? distancesOf(t, *p) : std::nullopt;
  if (!distances)
    return nullptr;
  // The inner one is that along a vector; of a matrix it is the smaller one.
  const Type type = t.placeType(*p);
  const bool byRows = type.isRow() || (!type.isColumn() && isConstant(distances->cols, 1));
  return (inner ? byRows : outer ? !byRows : call.name == "colStride") ? distances->cols : distances->rows;
}

} // namespace gateaux::frontend
