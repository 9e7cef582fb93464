// SPDX-License-Identifier: Apache-2.0
//
// Operators of Eigen's classes. Whether `*` is a matrix product or works on coefficients is known
// from the C++ type: Array and what derives from ArrayBase, or Matrix and the like.
#include "Permutations.h"
#include "Ranges.h"
#include "Sparse.h"
#include "ir/Shapes.h"

#include <algorithm>

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

bool isVectorwise(const Expr *e) { return isEigenClass(e->getType(), "VectorwiseOp"); }
bool isDiagonal(const Expr *e) {
  return isEigenClass(e->getType(), "DiagonalWrapper") ||
         isEigenClass(e->getType(), "DiagonalMatrix");
}
bool isNumber(const Expr *e) { return e->getType().getNonReferenceType()->isArithmeticType(); }

Predicate predicateOf(OverloadedOperatorKind kind) {
  switch (kind) {
  case OO_Less:
    return Predicate::Lt;
  case OO_LessEqual:
    return Predicate::Le;
  case OO_Greater:
    return Predicate::Gt;
  case OO_GreaterEqual:
    return Predicate::Ge;
  case OO_EqualEqual:
    return Predicate::Eq;
  case OO_ExclaimEqual:
    return Predicate::Ne;
  default:
    return Predicate::None;
  }
}

std::optional<Op> opOf(OverloadedOperatorKind kind) {
  switch (kind) {
  case OO_Plus:
  case OO_PlusEqual:
    return Op::Add;
  case OO_Minus:
  case OO_MinusEqual:
    return Op::Sub;
  case OO_Star:
  case OO_StarEqual:
    return Op::Mul;
  case OO_Slash:
  case OO_SlashEqual:
    return Op::Div;
  case OO_AmpAmp:
    return Op::And;
  case OO_PipePipe:
    return Op::Or;
  default:
    return std::nullopt;
  }
}

std::string operatorName(const CXXOperatorCallExpr *e) {
  return std::string("'operator") + getOperatorSpelling(e->getOperator()) + "'";
}

/// d as a column, or as a row, beside a matrix.
Value *scaled(Translator &t, Value *d, Value *m, bool rowsOfM) {
  Value *v = t.asDense(d);
  m = t.asDense(m);
  if (rowsOfM ? v->type.isRow() : v->type.isColumn())
    v = t.transpose(v);
  // A column times a column needs no repetition.
  if (!(rowsOfM ? m->type.cols == 1 : m->type.rows == 1))
    v = t.builder.broadcast(v, t.rowsOf(m), t.colsOf(m), m->type);
  return t.cwise(Op::Mul, rowsOfM ? std::vector{v, m} : std::vector{m, v});
}

std::optional<int64_t> number(const Value *v) {
  if (v && v->def && v->def->kind == Op::Constant)
    return v->def->attrs.integer;
  return std::nullopt;
}

/// How two ranges along one axis lie, as far as constants tell.
enum class Ranges { Same, Apart, Overlapping, Unknown };

Ranges compareRanges(Value *p, Value *n, Value *q, Value *m) {
  if (p == q && n == m)
    return Ranges::Same;
  auto pp = number(p), nn = number(n), qq = number(q), mm = number(m);
  if (!pp || !qq)
    return extentOf(p) == extentOf(q) && extentOf(n) == extentOf(m) ? Ranges::Same
                                                                    : Ranges::Unknown;
  if ((nn && *pp + *nn <= *qq) || (mm && *qq + *mm <= *pp))
    return Ranges::Apart;
  if (*pp == *qq && extentOf(n) == extentOf(m))
    return Ranges::Same;
  return nn && mm ? Ranges::Overlapping : Ranges::Unknown;
}

/// True where two positions are computed alike.
bool sameIndex(const Value *a, const Value *b) {
  if (a == b)
    return true;
  if (!a->def || !b->def || a->def->kind != b->def->kind || !a->def->blocks.empty() ||
      !(a->def->attrs == b->def->attrs) || a->def->operands.size() != b->def->operands.size() || a->type.dense)
    return false;
  return std::equal(a->def->operands.begin(), a->def->operands.end(), b->def->operands.begin(), sameIndex);
}

/// True for items of one list at positions that are not computed alike: they lie apart, unless the
/// user says otherwise.
bool areDifferentItems(const Place &a, const Place &b) {
  return !a.whole() && !b.whole() && a.views[0].kind == View::Item && b.views[0].kind == View::Item &&
         !sameIndex(a.views[0].row, b.views[0].row);
}

/// Which diagonal a place is part of, where that is known.
std::optional<int64_t> diagonalOf(const Place &p) {
  if (!p.whole() && p.views[0].kind == View::Diagonal)
    return 0;
  if (p.views.size() < 2 || p.views[0].kind != View::Slice || p.views[1].kind != View::Diagonal)
    return std::nullopt;
  const auto row = number(p.views[0].row), col = number(p.views[0].col);
  return row && col ? std::optional(*col - *row) : std::nullopt;
}

/// A view by values that are computed alike.
bool isSameView(const View &a, const View &b) {
  auto same = [](const Value *x, const Value *y) { return x == y || (x && y && sameIndex(x, y)); };
  return a.kind == b.kind && same(a.row, b.row) && same(a.col, b.col) && same(a.rows, b.rows) && same(a.cols, b.cols) &&
         a.triangle == b.triangle && a.symmetric == b.symmetric;
}

/// Of a column that is written from a row, or the other way round: whether the coefficient that they share is read
/// before it is written, where their places are known. Nothing for other parts.
std::optional<bool> crossesInOrder(const Place &destination, const Place &read) {
  auto line = [](const Place &p, bool &column) -> std::optional<int64_t> { // of what begins at the border
    Place q = p;
    if (!q.whole() && q.views.back().kind == View::Transpose)
      q.views.pop_back();
    if (q.views.size() != 1 || q.views[0].kind != View::Slice)
      return std::nullopt;
    const View &v = q.views[0];
    column = number(v.cols) == 1;
    if (column == (number(v.rows) == 1) || number(column ? v.row : v.col) != 0)
      return std::nullopt;
    return number(column ? v.col : v.row);
  };
  bool toColumn = false, fromColumn = false;
  const auto to = line(destination, toColumn), from = line(read, fromColumn);
  return to && from && toColumn != fromColumn ? std::optional(*to <= *from) : std::nullopt;
}

/// True where a place that is read may be read again after parts of it have been overwritten: it
/// overlaps the destination and its coefficients stand elsewhere.
bool clashes(const Place &destination, const Place &read) {
  if (read.cell != destination.cell || read.views == destination.views)
    return false;
  if (!read.whole() && !destination.whole() && read.views[0].kind == View::Item && destination.views[0].kind == View::Item) {
    Place to = destination, from = read;
    to.views.erase(to.views.begin());
    from.views.erase(from.views.begin());
    return !areDifferentItems(destination, read) && clashes(to, from);
  }
  if (read.views.size() > 1 && destination.views.size() > 1 && isSameView(read.views[0], destination.views[0])) {
    Place to = destination, from = read; // parts of one map, or of one block
    to.views.erase(to.views.begin());
    from.views.erase(from.views.begin());
    return clashes(to, from);
  }
  if (auto a = diagonalOf(read), b = diagonalOf(destination); a && b && *a != *b)
    return false;
  if (const auto crossing = crossesInOrder(destination, read))
    return !*crossing;
  if (!read.whole() && !destination.whole() && isStrided(read.views[0]) && isStrided(destination.views[0]))
    return stridedClash(destination, read);
  // One triangle may be written from the other, or from the coefficients that stand in its places.
  if (destination.views.size() == 1 && destination.views[0].kind == View::Triangle &&
      (read.whole() || (read.views.size() == 1 && read.views[0].kind == View::Transpose)))
    return false;
  if (read.views.size() != 1 || destination.views.size() != 1 ||
      read.views[0].kind != View::Slice || destination.views[0].kind != View::Slice) {
    // Parts that lie apart may be seen in any way.
    if (!read.whole() && !destination.whole() && read.views[0].kind == View::Slice &&
        destination.views[0].kind == View::Slice) {
      const View &a = destination.views[0], &b = read.views[0];
      return compareRanges(a.row, a.rows, b.row, b.rows) != Ranges::Apart &&
             compareRanges(a.col, a.cols, b.col, b.cols) != Ranges::Apart;
    }
    return true;
  }
  const View &a = destination.views[0], &b = read.views[0];
  Ranges rows = compareRanges(a.row, a.rows, b.row, b.rows);
  Ranges cols = compareRanges(a.col, a.cols, b.col, b.cols);
  if (rows == Ranges::Apart || cols == Ranges::Apart)
    return false;
  // What only the run shows is the user's word: blocks that overlap are wrong for Eigen too.
  if (rows == Ranges::Unknown || cols == Ranges::Unknown)
    return false;
  return rows == Ranges::Overlapping || cols == Ranges::Overlapping;
}

bool isProduct(const Expr *e) {
  e = Translator::strip(e);
  return isEigenClass(e->getType(), "Product");
}

/// Eigen evaluates a product into a temporary and everything else coefficient by coefficient into
/// the destination. Where that does not give what the expression says, Eigen's result is wrong, and
/// so would any derivative be.
void checkAliasing(const Place &destination, const std::vector<Place> &reads, const Expr *right) {
  for (const Place &r : reads) {
    if (!r.cell || r.cell != destination.cell)
      continue;
    const std::string name = "'" + destination.cell->name + "'";
    if (isProduct(right)) {
      if (destination.noalias && (r.views == destination.views || r.whole() || destination.whole()))
        fail(right->getSourceRange(),
             name + " is read by the product that 'noalias()' writes into it",
             {{"without 'noalias()' Eigen evaluates the product into a temporary", {}}});
      if (!destination.whole() && destination.views.back().kind == View::Triangle)
        fail(right->getSourceRange(), name + " is read by the product that is written into a triangle of it",
             {{"evaluate the product first, with '.eval()'", {}}});
    } else if (clashes(destination, r)) {
      fail(right->getSourceRange(),
           name + " is overwritten while other coefficients of it are read",
           {{"evaluate the right side first, with '.eval()'", {}}});
    }
  }
}

} // namespace

Value *Translator::product(Value *a, Value *b) {
  if (!a->type.dense || !b->type.dense)
    return cwise(Op::Mul, {a, b});
  if (a->type.rows == 1 && b->type.cols == 1 && !(a->type.cols == 1 && b->type.rows == 1)) {
    // Row times column: the sum of products.
    if (a->def && a->def->kind == Op::Transpose)
      return op(Op::Dot, {a->def->operand(0), b});
    return op(Op::Dot, {transpose(a), b});
  }
  return op(Op::Matmul, {a, b});
}

Value *Translator::diagonalOf(const Expr *e) {
  e = strip(e);
  if (auto binding = bindingOf(e); binding && binding->kind == Binding::Expression)
    return within(binding->deferred, [&](const Expr *init) { return diagonalOf(init); });
  if (auto *member = dyn_cast<CXXMemberCallExpr>(e)) {
    CallSite at = site(member);
    if (at.name == "asDiagonal")
      return dense(at.object);
    if (at.name == "inverse" && isDiagonal(at.object)) {
      Value *d = diagonalOf(at.object);
      return op(Op::Div, {builder.constant(1, d->type.scalar), d});
    }
  }
  if (auto *o = dyn_cast<CXXOperatorCallExpr>(e); o && o->getOperator() == OO_Star) {
    const Expr *a = strip(o->getArg(0)), *b = strip(o->getArg(1));
    if (isDiagonal(a) && isNumber(b)) {
      Value *d = diagonalOf(a);
      return cwise(Op::Mul, {d, scalar(b)});
    }
    if (isNumber(a) && isDiagonal(b)) {
      Value *s = scalar(a);
      return cwise(Op::Mul, {s, diagonalOf(b)});
    }
    if (isDiagonal(a) && isDiagonal(b)) {
      Value *d = diagonalOf(a);
      return cwise(Op::Mul, {d, diagonalOf(b)});
    }
  }
  unsupported(e->getSourceRange(), "this diagonal matrix");
}

Value *Translator::eigenOperator(const CXXOperatorCallExpr *e) {
  const OverloadedOperatorKind kind = e->getOperator();
  const Expr *left = strip(e->getArg(0));
  if (isSparse(left->getType()) || (e->getNumArgs() == 2 && isSparse(strip(e->getArg(1))->getType())))
    return sparseOperator(*this, e);
  if (kind == OO_Call || kind == OO_Subscript) {
    CallSite at = site(e);
    if (!isDenseExpression(left->getType()))
      unsupportedAt(at.loc(), at.range(), operatorName(e) + " of this class");
    auto base = place(left);
    if (!base)
      base = Place{nullptr, value(left), {}, false};
    return read(elementOf(left, at.args, *base, at.range()), at.range());
  }
  if (e->getNumArgs() == 1) {
    if (kind == OO_Minus)
      return op(Op::Neg, {value(left)});
    if (kind == OO_Exclaim)
      return op(Op::Not, {value(left)});
    unsupportedAt(e->getExprLoc(), e->getSourceRange(), operatorName(e));
  }
  const Expr *right = strip(e->getArg(1));
  if (kind == OO_Star && (isPermutation(left->getType()) || isPermutation(right->getType())))
    return permutedProduct(*this, left, right);
  if (kind == OO_Star && (isDiagonal(left) || isDiagonal(right))) {
    if (isDiagonal(left) && !isDiagonal(right) && !isNumber(right)) {
      Value *d = diagonalOf(left);
      return scaled(*this, d, value(right), true);
    }
    if (isDiagonal(right) && !isDiagonal(left) && !isNumber(left)) {
      Value *m = value(left);
      return scaled(*this, diagonalOf(right), m, false);
    }
    return diagonalMatrix(diagonalOf(e));
  }
  if (isVectorwise(left)) {
    auto what = opOf(kind);
    if (!what || kind == OO_AmpAmp || kind == OO_PipePipe)
      unsupportedAt(e->getExprLoc(), e->getSourceRange(), operatorName(e) + " of columns or rows");
    Vectorwise w = vectorwise(left);
    return cwise(*what, {w.operand, along(w, value(right))});
  }
  const bool matrixProduct =
      kind == OO_Star && !isNumber(left) && !isNumber(right) && !isArrayWorld(left->getType());
  // What a product reads it reads before anything is written, unless it is the one that noalias()
  // writes.
  llvm::SaveAndRestore unlogged(reads, (matrixProduct && e != aliasing) ? nullptr : reads);
  Value *a = value(left), *b = value(right);
  if (Predicate predicate = predicateOf(kind); predicate != Predicate::None) {
    if (typeOf(e->getType()) && !typeOf(e->getType())->dense && (a->type.dense || b->type.dense))
      unsupportedAt(e->getExprLoc(), e->getSourceRange(), "comparing whole matrices");
    return compare(predicate, a, b);
  }
  if (matrixProduct)
    return product(a, b);
  if (auto what = opOf(kind))
    return cwise(*what, {a, b});
  unsupportedAt(e->getExprLoc(), e->getSourceRange(), operatorName(e));
}

std::optional<Place> Translator::eigenAssignment(const CXXOperatorCallExpr *e) {
  const OverloadedOperatorKind kind = e->getOperator();
  if (kind == OO_Comma || kind == OO_LessLess) {
    if (!isEigenClass(e->getType(), "CommaInitializer"))
      return std::nullopt;
    return commaInitializer(e);
  }
  if (kind != OO_Equal && kind != OO_PlusEqual && kind != OO_MinusEqual && kind != OO_StarEqual &&
      kind != OO_SlashEqual)
    return std::nullopt;
  LocationScope scope(*this, e->getExprLoc(), e->getSourceRange());
  if (isSparse(e->getArg(0)->getType())) {
    sparseAssignment(*this, e);
    return Place{sparsePart(*this, e->getArg(0), SparsePart::Nonzeros), nullptr, {}, false};
  }
  const Expr *left = strip(e->getArg(0)), *right = strip(e->getArg(1));
  const SourceRange range = e->getSourceRange();

  if (isVectorwise(left)) {
    // Z.colwise() += v
    auto *member = dyn_cast<CXXMemberCallExpr>(left);
    if (!member)
      unsupported(left->getSourceRange(), "writing through a variable that names columns or rows");
    CallSite at = site(member);
    Value *v = value(right);
    Place p = writablePlace(at.object);
    // Eigen evaluates anything but a plain part of a matrix before it repeats it.
    if (auto source = place(right); source && source->cell == p.cell && !areDifferentItems(p, *source))
      fail(right->getSourceRange(),
           "'" + p.cell->name + "' is overwritten while other coefficients of it are read",
           {{"evaluate the right side first, with '.eval()'", {}}});
    Vectorwise w{asDense(read(p, range)), at.name == "colwise" ? Axis::Cols : Axis::Rows};
    Value *repeated = along(w, v);
    if (kind == OO_Equal)
      write(p, repeated, range);
    else if (kind == OO_PlusEqual || kind == OO_MinusEqual)
      accumulate(p, repeated, kind == OO_MinusEqual, range);
    else
      write(p, cwise(*opOf(kind), {w.operand, repeated}), range);
    return p;
  }

  std::vector<Place> seen;
  Value *v;
  {
    // A plain value is complete before it is stored.
    const bool plain = eigenKind(right->getType()) == EigenKind::Plain && right->isPRValue();
    llvm::SaveAndRestore<std::vector<Place> *> logged(reads, plain ? nullptr : &seen);
    const bool atOnce = isEigenClass(left->getType(), "NoAlias") || isEigenClass(left->getType(), "TriangularView");
    llvm::SaveAndRestore noalias(aliasing, atOnce ? right : nullptr);
    v = value(right);
  }
  if (reads)
    reads->insert(reads->end(), seen.begin(), seen.end());
  Place p = writablePlace(left);
  // A product with the left side is evaluated into a temporary, but for one with a diagonal matrix.
  if (kind != OO_StarEqual || isArrayWorld(left->getType()) || isDiagonal(right))
    checkAliasing(p, seen, right);
  p.noalias = false;
  Type type = placeType(p);
  switch (kind) {
  case OO_Equal:
    if (isNumber(right))
      v = filled(cast(v, type.element()), placeRows(p), placeCols(p), type);
    write(p, v, range);
    break;
  case OO_PlusEqual:
  case OO_MinusEqual:
    accumulate(p, v->type.dense ? v : cast(v, type.element()), kind == OO_MinusEqual, range);
    break;
  default: {
    Value *current = read(p, range);
    const bool matrices =
        kind == OO_StarEqual && !isNumber(right) && !isArrayWorld(left->getType());
    if (matrices && isDiagonal(right)) {
      write(p, scaled(*this, diagonalOf(right), current, false), range);
      break;
    }
    write(p, matrices ? product(current, v) : cwise(*opOf(kind), {current, v}), range);
    break;
  }
  }
  return p;
}

} // namespace gateaux::frontend
