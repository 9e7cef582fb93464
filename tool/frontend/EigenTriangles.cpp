// SPDX-License-Identifier: Apache-2.0
//
// Triangular and self-adjoint views: parts of a matrix that stand for one.
#include "Translator.h"

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

// The modes of Eigen's views: Lower = 1, Upper = 2, UnitDiag = 4, ZeroDiag = 8.
Triangle triangleOf(int64_t mode) {
  switch (mode) {
  case 1:
  case 1 | 16:
    return Triangle::Lower;
  case 2:
  case 2 | 16:
    return Triangle::Upper;
  case 1 | 4:
    return Triangle::UnitLower;
  case 2 | 4:
    return Triangle::UnitUpper;
  case 1 | 8:
    return Triangle::StrictlyLower;
  case 2 | 8:
    return Triangle::StrictlyUpper;
  default:
    return Triangle::None;
  }
}

Triangle otherTriangle(Triangle part) {
  switch (part) {
  case Triangle::Lower:
    return Triangle::StrictlyUpper;
  case Triangle::Upper:
    return Triangle::StrictlyLower;
  case Triangle::StrictlyLower:
  case Triangle::UnitLower:
    return Triangle::Upper;
  case Triangle::StrictlyUpper:
  case Triangle::UnitUpper:
    return Triangle::Lower;
  case Triangle::None:
    break;
  }
  return Triangle::None;
}

namespace {

/// The part of the transpose that a part becomes.
Triangle flipped(Triangle part) {
  switch (part) {
  case Triangle::Lower:
    return Triangle::Upper;
  case Triangle::Upper:
    return Triangle::Lower;
  case Triangle::StrictlyLower:
    return Triangle::StrictlyUpper;
  case Triangle::StrictlyUpper:
    return Triangle::StrictlyLower;
  case Triangle::UnitLower:
    return Triangle::UnitUpper;
  case Triangle::UnitUpper:
    return Triangle::UnitLower;
  case Triangle::None:
    break;
  }
  return Triangle::None;
}

Attributes attributes(Triangle part) {
  Attributes a;
  a.triangle = part;
  return a;
}

/// The solution of T X = B; from the right that of X T = B, of which the transpose solves with T'.
Value *triSolve(Translator &t, const Triangular &view, Value *rightSide, bool fromRight, SourceRange range) {
  if (view.symmetric || view.part == Triangle::StrictlyLower || view.part == Triangle::StrictlyUpper)
    unsupported(range, "'solve' of this view");
  rightSide = t.asDense(rightSide);
  if (!fromRight)
    return t.op(Op::TriSolve, {view.whole, rightSide}, attributes(view.part));
  return t.transpose(t.op(Op::TriSolve, {t.transpose(view.whole), t.transpose(rightSide)},
                          attributes(flipped(view.part))));
}

/// True for `solve<Eigen::OnTheRight>` and the like.
bool isFromRight(const CallSite &call) { return integralArgument(call.callee, 0).value_or(1) == 2; }

/// The symmetric matrix has `update` added to the triangle that is stored.
void rankUpdate(Translator &t, const CallSite &call) {
  Triangular view = t.triangularOf(call.object);
  std::vector<Value *> args;
  for (const Expr *e : call.args)
    args.push_back(t.value(e));
  const bool scaled = !args.empty() && !args.back()->type.dense;
  Value *alpha = scaled ? args.back() : nullptr;
  if (scaled)
    args.pop_back();
  if (args.empty() || args.size() > 2 || !view.symmetric)
    unsupported(call.range(), "'rankUpdate' with these arguments");
  Value *u = t.asDense(args[0]), *v = t.asDense(args.back());
  Value *update = t.op(Op::Matmul, {u, t.transpose(v)});
  if (args.size() == 2)
    update = t.add(update, t.op(Op::Matmul, {v, t.transpose(u)}));
  if (alpha)
    update = t.cwise(Op::Mul, {alpha, update});
  t.accumulate(t.writablePlace(call.object), update, false, call.range());
}

} // namespace

Value *Translator::triangle(Value *x, Triangle part) {
  return op(Op::Triangle, {x}, attributes(part));
}

Value *Translator::triangular(const Triangular &view) {
  if (view.symmetric)
    return op(Op::Symmetric, {view.whole}, attributes(view.part));
  const bool unit = view.part == Triangle::UnitLower || view.part == Triangle::UnitUpper;
  if (!unit)
    return triangle(view.whole, view.part);
  Value *strict = triangle(view.whole, view.part == Triangle::UnitLower ? Triangle::StrictlyLower
                                                                        : Triangle::StrictlyUpper);
  return add(strict, identity(rowsOf(view.whole), colsOf(view.whole), view.whole->type));
}

Triangular Translator::triangularOf(const Expr *e) {
  e = strip(e);
  if (auto binding = bindingOf(e)) {
    if (binding->kind == Binding::Expression)
      return within(binding->deferred, [&](const Expr *init) { return triangularOf(init); });
    if (binding->kind == Binding::Reference && !binding->place.views.empty() &&
        binding->place.views.back().kind == View::Triangle) {
      Place base = binding->place;
      View view = base.views.back();
      base.views.pop_back();
      return {read(base, e->getSourceRange()), view.triangle, view.symmetric};
    }
  }
  if (auto *member = dyn_cast<CXXMemberCallExpr>(e)) {
    CallSite at = site(member);
    if (at.name == "triangularView" || at.name == "selfadjointView") {
      const bool again = isEigenClass(at.object->getType(), "TriangularView");
      auto upper = upperPart(at);
      Value *whole = again ? triangularOf(at.object).whole : dense(at.object);
      Triangle part = triangleOf(integralArgument(at.callee, 0).value_or(0));
      if (part != Triangle::None)
        return {whole, part, at.name == "selfadjointView"};
    }
    if (at.name == "transpose" || at.name == "adjoint") {
      Triangular view = triangularOf(at.object);
      return {transpose(view.whole), flipped(view.part), view.symmetric};
    }
    if (auto view = factorView(at))
      return *view;
  }
  unsupported(e->getSourceRange(), "this view of a triangle");
}

Value *Translator::triangularMember(const CallSite &call) {
  if (call.name == "solve" && call.args.size() == 1) {
    Triangular view = triangularOf(call.object);
    return triSolve(*this, view, value(call.args[0]), isFromRight(call), call.range());
  }
  if (call.name == "solveInPlace") {
    Triangular view = triangularOf(call.object);
    Place p = writablePlace(call.args[0]);
    write(p, triSolve(*this, view, read(p, call.range()), isFromRight(call), call.range()), call.range());
    return nullptr;
  }
  if (call.name == "rankUpdate") {
    rankUpdate(*this, call);
    return nullptr;
  }
  if (call.name == "rows" || call.name == "cols") {
    Value *whole = triangularOf(call.object).whole;
    return call.name == "rows" ? rowsOf(whole) : colsOf(whole);
  }
  if (call.name == "transpose" || call.name == "adjoint" || call.name == "triangularView" ||
      call.name == "selfadjointView")
    return triangular(triangularOf(call.expr));
  if (call.name == "toDenseMatrix" || call.name == "eval" || call.name == "nestedExpression" ||
      call.name == "derived")
    return value(call.object);
  if (call.name == "diagonal")
    return op(Op::Diagonal, {value(call.object)});
  if (call.name == "determinant" && !isEigenClass(call.object->getType(), "SelfAdjointView"))
    return reduce(Op::Prod, op(Op::Diagonal, {value(call.object)}), Axis::All);
  if (call.name == "llt" || call.name == "ldlt" || call.name == "eigenvalues") {
    Factor factor = call.name == "llt" ? Factor::Llt : call.name == "ldlt" ? Factor::Ldlt : Factor::SelfAdjointEigen;
    Value *f = factorize(value(call.object), factor);
    if (factor != Factor::SelfAdjointEigen)
      return f;
    return builder.createTyped(Op::Eigenvalues, f->type.withShape(f->type.rows, 1), {f});
  }
  unsupportedAt(call.loc(), call.range(), "Eigen's '" + call.spelling() + "' of a triangle");
}

} // namespace gateaux::frontend
