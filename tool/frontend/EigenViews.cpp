// SPDX-License-Identifier: Apache-2.0
//
// Members of Eigen's classes that give a part of their object or show it in another way. All of
// them can be read, and written where their object is a variable.
#include "Ranges.h"
#include "Translator.h"

#include <llvm/ADT/StringMap.h>

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

/// What a view member is applied to, with its arguments as positions and extents.
class ViewCall {
public:
  ViewCall(Translator &t, const CallSite &call, Place &p) : t(t), call(call), p(p) {
    type = t.placeType(p);
  }

  Translator &t;
  const CallSite &call;
  Place &p;
  Type type;

  Value *zero() { return t.builder.integer(0); }
  Value *one() { return t.builder.integer(1); }
  Value *rows() { return t.placeRows(p); }
  Value *cols() { return t.placeCols(p); }
  /// The extents of the result as far as its C++ type tells them.
  Extents extents() { return blockExtents(call.expr->getType(), type.isRow()); }
  bool has(unsigned i) { return i < call.args.size(); }
  Value *arg(unsigned i) {
    if (!has(i))
      unsupportedAt(call.loc(), call.range(), "'" + call.spelling() + "' with these arguments");
    return t.index(call.args[i]);
  }
  /// An extent: the argument, or what the type of the result says (head<3>(), head(fix<3>)).
  Value *extent(unsigned i, int fixed) {
    if (fixed != kDynamic)
      return t.builder.integer(fixed);
    return arg(i);
  }
  void slice(Value *row, Value *col, Value *rowCount, Value *colCount) {
    t.pushSlice(p, row, col, rowCount, colCount, extents());
  }
  /// Entries of a vector.
  void segment(Value *start, Value *count) {
    if (!type.isVector() && !(type.rows == 1 && type.cols == 1))
      unsupportedAt(call.loc(), call.range(), "'" + call.spelling() + "' of a value that is no vector");
    if (type.isRow())
      slice(zero(), start, one(), count);
    else
      slice(start, zero(), count, one());
  }
  Value *length() { return type.isRow() ? cols() : rows(); }
  Extents vectorExtents() {
    Extents e = extents();
    return type.isRow() ? Extents{e.cols, 1} : e;
  }
};

using Handler = void (*)(ViewCall &);

void row(ViewCall &v) { v.slice(v.arg(0), v.zero(), v.one(), v.cols()); }
void col(ViewCall &v) { v.slice(v.zero(), v.arg(0), v.rows(), v.one()); }
void block(ViewCall &v) {
  Extents e = v.extents();
  v.slice(v.arg(0), v.arg(1), v.extent(2, e.rows), v.extent(3, e.cols));
}
void topRows(ViewCall &v) { v.slice(v.zero(), v.zero(), v.extent(0, v.extents().rows), v.cols()); }
void bottomRows(ViewCall &v) {
  Value *n = v.extent(0, v.extents().rows);
  v.slice(v.t.sub(v.rows(), n), v.zero(), n, v.cols());
}
void middleRows(ViewCall &v) {
  v.slice(v.arg(0), v.zero(), v.extent(1, v.extents().rows), v.cols());
}
void leftCols(ViewCall &v) { v.slice(v.zero(), v.zero(), v.rows(), v.extent(0, v.extents().cols)); }
void rightCols(ViewCall &v) {
  Value *n = v.extent(0, v.extents().cols);
  v.slice(v.zero(), v.t.sub(v.cols(), n), v.rows(), n);
}
void middleCols(ViewCall &v) {
  v.slice(v.zero(), v.arg(0), v.rows(), v.extent(1, v.extents().cols));
}
void corner(ViewCall &v, bool bottom, bool right) {
  Value *m = v.extent(0, v.extents().rows), *n = v.extent(1, v.extents().cols);
  v.slice(bottom ? v.t.sub(v.rows(), m) : v.zero(), right ? v.t.sub(v.cols(), n) : v.zero(), m, n);
}
void topLeftCorner(ViewCall &v) { corner(v, false, false); }
void topRightCorner(ViewCall &v) { corner(v, false, true); }
void bottomLeftCorner(ViewCall &v) { corner(v, true, false); }
void bottomRightCorner(ViewCall &v) { corner(v, true, true); }
void head(ViewCall &v) { v.segment(v.zero(), v.extent(0, v.vectorExtents().rows)); }
void tail(ViewCall &v) {
  Value *n = v.extent(0, v.vectorExtents().rows);
  v.segment(v.t.sub(v.length(), n), n);
}
void segment(ViewCall &v) { v.segment(v.arg(0), v.extent(1, v.vectorExtents().rows)); }

void transpose(ViewCall &v) {
  if (v.type.dense)
    v.t.pushTranspose(v.p);
}
void diagonal(ViewCall &v) {
  // Another diagonal is the main one of a block.
  std::optional<int64_t> which = integralArgument(v.call.callee, 0);
  Value *m = v.rows(), *n = v.cols();
  if (v.has(0)) {
    Value *at = v.arg(0);
    if (at->def && at->def->kind == Op::Constant) {
      which = *at->def->attrs.integer;
    } else {
      Value *right = v.t.op(Op::Max, {at, v.zero()}), *down = v.t.sub(right, at);
      v.t.pushSlice(v.p, down, right, v.t.sub(m, down), v.t.sub(n, right));
      which = 0;
    }
  }
  if (which && *which != 0) {
    Value *by = v.t.builder.integer(std::abs(*which));
    if (*which > 0)
      v.t.pushSlice(v.p, v.zero(), by, m, v.t.sub(n, by));
    else
      v.t.pushSlice(v.p, by, v.zero(), v.t.sub(m, by), n);
    v.p.views.push_back({View::Diagonal});
    return;
  }
  if (v.type.rows == 1 && v.type.cols == 1)
    return;
  v.p.views.push_back({View::Diagonal});
}
void reshaped(ViewCall &v) {
  // Row by row is the transpose, column by column.
  const auto *made = specialization(v.call.expr->getType());
  const bool byRows = made && made->getName() == "Reshaped" && integralArgument(made, 3).value_or(0) == 1;
  if (byRows)
    v.t.pushTranspose(v.p);
  // What the type says, what is given, or (AutoSize) what the other extent leaves.
  auto extent = [&](unsigned i) -> Value * {
    auto known = made ? integralArgument(made, i + 1) : std::nullopt;
    if (known && *known >= 0)
      return v.t.builder.integer(*known);
    if (!v.has(i) || v.call.args[i]->getType()->isEnumeralType())
      return nullptr;
    return v.arg(i);
  };
  Value *size = v.t.op(Op::Mul, {v.rows(), v.cols()});
  Value *m = extent(0), *n = extent(1);
  if (!m && !n)
    n = v.one();
  if (!m)
    m = v.t.op(Op::Div, {size, n});
  if (!n)
    n = v.t.op(Op::Div, {size, m});
  if (byRows && v.has(0))
    std::swap(m, n);
  View view{View::Reshape};
  view.rows = m;
  view.cols = n;
  Type type = Type::matrix(ScalarKind::F64, kDynamic, kDynamic);
  Translator::refine(type, m, n);
  view.staticRows = type.rows;
  view.staticCols = type.cols;
  v.p.views.push_back(view);
  if (byRows && v.has(0))
    v.t.pushTranspose(v.p);
}
void triangle(ViewCall &v) {
  View view{View::Triangle};
  view.symmetric = v.call.name == "selfadjointView";
  view.triangle = triangleOf(integralArgument(v.call.callee, 0).value_or(0));
  if (view.triangle == Triangle::None)
    unsupported(v.call.range(), "'" + v.call.spelling() + "' of this part");
  v.p.views.push_back(view);
}
void same(ViewCall &v) {
  if (!v.call.args.empty())
    unsupported(v.call.range(), "'" + v.call.spelling() + "' with arguments");
}
void noalias(ViewCall &v) { v.p.noalias = true; }

void element(ViewCall &v) { v.p = v.t.elementOf(v.call.object, v.call.args, v.p, v.call.range()); }
void entry(ViewCall &v, int i) {
  Value *at = v.t.builder.integer(i);
  if (v.type.isRow())
    v.t.pushElement(v.p, v.zero(), at);
  else
    v.t.pushElement(v.p, at, v.zero());
}
void entryX(ViewCall &v) { entry(v, 0); }
void entryY(ViewCall &v) { entry(v, 1); }
void entryZ(ViewCall &v) { entry(v, 2); }
void entryW(ViewCall &v) { entry(v, 3); }

const llvm::StringMap<Handler> &table() {
  static const llvm::StringMap<Handler> rows = {
      {"row", row},
      {"col", col},
      {"block", block},
      {"topRows", topRows},
      {"bottomRows", bottomRows},
      {"middleRows", middleRows},
      {"leftCols", leftCols},
      {"rightCols", rightCols},
      {"middleCols", middleCols},
      {"topLeftCorner", topLeftCorner},
      {"topRightCorner", topRightCorner},
      {"bottomLeftCorner", bottomLeftCorner},
      {"bottomRightCorner", bottomRightCorner},
      {"head", head},
      {"tail", tail},
      {"segment", segment},
      {"transpose", transpose},
      {"adjoint", transpose},
      {"diagonal", diagonal},
      {"reshaped", reshaped},
      {"triangularView", triangle},
      {"selfadjointView", triangle},
      {"array", same},
      {"matrix", same},
      {"derived", same},
      {"const_cast_derived", same},
      {"real", same},
      {"conjugate", same},
      {"forceAlignedAccess", same},
      {"nestByValue", same},
      {"noalias", noalias},
      {"coeff", element},
      {"coeffRef", element},
      {"x", entryX},
      {"y", entryY},
      {"z", entryZ},
      {"w", entryW},
  };
  return rows;
}

} // namespace

bool Translator::isView(const CallSite &call) const {
  return call.object && isDenseExpression(call.object->getType()) &&
         table().find(call.name) != table().end();
}

Place Translator::viewOf(const CallSite &call, Place base) {
  LocationScope scope(*this, call.loc(), call.range());
  ViewCall view(*this, call, base);
  table().find(call.name)->second(view);
  return base;
}

std::optional<Place> Translator::blockPlace(const CXXConstructExpr *e) {
  auto p = place(e->getArg(0));
  if (!p)
    return std::nullopt;
  const Extents extents = blockExtents(e->getType(), placeType(*p).isRow());
  Value *first = index(e->getArg(1));
  if (e->getNumArgs() == 2) { // a row or a column
    Value *zero = builder.integer(0), *one = builder.integer(1);
    if (extents.rows == 1)
      pushSlice(*p, first, zero, one, placeCols(*p), extents);
    else
      pushSlice(*p, zero, first, placeRows(*p), one, extents);
    return p;
  }
  auto count = [&](int known, unsigned i) { return known == kDynamic ? index(e->getArg(i)) : builder.integer(known); };
  Value *col = index(e->getArg(2)), *rows = count(extents.rows, 3);
  pushSlice(*p, first, col, rows, count(extents.cols, 4), extents);
  return p;
}

void pushAt(Translator &t, Place &p, Value *at) {
  const bool byRows = liesByRows(t, p);
  Value *length = byRows ? t.placeCols(p) : t.placeRows(p);
  at = t.cast(at, Type::index());
  Value *line = t.op(Op::Div, {at, length}), *within = t.op(Op::Mod, {at, length});
  byRows ? t.pushElement(p, line, within) : t.pushElement(p, within, line);
}

Place Translator::elementOf(const Expr *object, llvm::ArrayRef<const Expr *> args, Place base,
                            SourceRange range) {
  for (const Expr *arg : args)
    if (!arg->getType().getNonReferenceType()->isIntegralOrEnumerationType())
      return sliceOf(args, base, range);
  Type type = placeType(base);
  if (args.size() == 2) {
    Value *row = index(args[0]), *col = index(args[1]);
    pushElement(base, row, col);
    return base;
  }
  if (args.size() != 1)
    unsupported(range, "indexing with this number of arguments");
  Value *at = index(args[0]);
  if (!type.isVector() && !(type.rows == 1 && type.cols == 1)) {
    if (!isStored(base))
      unsupported(range, "one index into a part of a matrix", {{"write the row and the column", {}}});
    pushAt(*this, base, at);
    return base;
  }
  if (type.isRow())
    pushElement(base, builder.integer(0), at);
  else
    pushElement(base, at, builder.integer(0));
  (void)object;
  return base;
}

} // namespace gateaux::frontend
