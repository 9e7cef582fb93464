// SPDX-License-Identifier: Apache-2.0
//
// Operators of Eigen's classes. Whether `*` is a matrix product or works on coefficients is known
// from the C++ type: Array and what derives from ArrayBase, or Matrix and the like.
#include "Translator.h"

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
  case OO_Less: return Predicate::Lt;
  case OO_LessEqual: return Predicate::Le;
  case OO_Greater: return Predicate::Gt;
  case OO_GreaterEqual: return Predicate::Ge;
  case OO_EqualEqual: return Predicate::Eq;
  case OO_ExclaimEqual: return Predicate::Ne;
  default: return Predicate::None;
  }
}

std::optional<Op> opOf(OverloadedOperatorKind kind) {
  switch (kind) {
  case OO_Plus:
  case OO_PlusEqual: return Op::Add;
  case OO_Minus:
  case OO_MinusEqual: return Op::Sub;
  case OO_Star:
  case OO_StarEqual: return Op::Mul;
  case OO_Slash:
  case OO_SlashEqual: return Op::Div;
  case OO_AmpAmp: return Op::And;
  case OO_PipePipe: return Op::Or;
  default: return std::nullopt;
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

/// True where writing one place leaves the other as it is, as far as constants tell.
bool disjoint(const Place &a, const Place &b) {
  if (a.cell != b.cell)
    return true;
  if (a.views.empty() || b.views.empty())
    return false;
  const View &x = a.views.front(), &y = b.views.front();
  if (x.kind != y.kind || (x.kind != View::Slice && x.kind != View::Element))
    return false;
  auto number = [](const Value *v) -> std::optional<int64_t> {
    if (v && v->def && v->def->kind == Op::Constant)
      return v->def->attrs.integer;
    return std::nullopt;
  };
  auto apart = [&](Value *p, Value *n, Value *q, Value *m) {
    auto pp = number(p), nn = n ? number(n) : 1, qq = number(q), mm = m ? number(m) : 1;
    return pp && qq && ((nn && *pp + *nn <= *qq) || (mm && *qq + *mm <= *pp));
  };
  return apart(x.row, x.rows, y.row, y.rows) || apart(x.col, x.cols, y.col, y.cols);
}

bool isTransposed(const Place &p) {
  for (const View &v : p.views)
    if (v.kind == View::Transpose)
      return true;
  return false;
}

std::vector<View> withoutTranspose(const Place &p) {
  std::vector<View> views;
  for (const View &v : p.views)
    if (v.kind != View::Transpose)
      views.push_back(v);
  return views;
}

bool placeIsVector(const Place &p) {
  int rows = p.cell->type.rows, cols = p.cell->type.cols;
  for (const View &v : p.views)
    if (v.kind == View::Slice) {
      rows = v.staticRows;
      cols = v.staticCols;
    }
  return rows == 1 || cols == 1;
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
    if (!r.cell || disjoint(destination, r))
      continue;
    if (destination.noalias && isProduct(right) &&
        (r.views == destination.views || r.whole() || destination.whole()))
      fail(right->getSourceRange(),
           "'" + destination.cell->name + "' is read by the product that 'noalias()' writes into it",
           {{"without 'noalias()' Eigen evaluates the product into a temporary", {}}});
    if (!isProduct(right) && isTransposed(r) != isTransposed(destination) &&
        withoutTranspose(r) == withoutTranspose(destination) && !placeIsVector(destination))
      fail(right->getSourceRange(),
           "'" + destination.cell->name + "' is overwritten while its transpose is read",
           {{"use 'transposeInPlace()', or evaluate the right side with 'eval()'", {}}});
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
  const bool matrixProduct = kind == OO_Star && !isNumber(left) && !isNumber(right) &&
                             !isArrayWorld(left->getType());
  // What a product reads it reads before anything is written, unless it is the one that noalias()
  // writes.
  Unlogged unlogged(*this, matrixProduct && e != aliasing);
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
  std::vector<Place> *before = reads;
  const bool noaliasWrite = isEigenClass(left->getType(), "NoAlias");
  reads = &seen;
  aliasing = noaliasWrite ? right : nullptr;
  Value *v;
  {
    // A plain value is complete before it is stored.
    Unlogged unlogged(*this, eigenKind(right->getType()) == EigenKind::Plain && right->isPRValue());
    v = value(right);
  }
  aliasing = nullptr;
  reads = before;
  if (before)
    before->insert(before->end(), seen.begin(), seen.end());
  Place p = writablePlace(left);
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
    if (matrices && isDiagonal(right))
      unsupported(right->getSourceRange(), "'*=' with a diagonal matrix");
    write(p, matrices ? product(current, v) : cwise(*opOf(kind), {current, v}), range);
    break;
  }
  }
  return p;
}

} // namespace gateaux::frontend
