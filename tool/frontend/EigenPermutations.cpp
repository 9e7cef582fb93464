// SPDX-License-Identifier: Apache-2.0
//
// Products with the permutations of decompositions, which have no derivative of their own.
#include "Permutations.h"

#include "ir/Factors.h"

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

/// P by its indices: the row i of P X is the row order(i) of X, or the row order(i) of P X is the row i of X.
struct Permuted {
  Value *order;
  bool gathers;
};

Permuted permutationOf(Translator &t, const Expr *e) {
  e = Translator::strip(e);
  if (auto *ref = dyn_cast<DeclRefExpr>(e))
    if (auto binding = t.bindingOf(e);
        binding && binding->kind == Binding::Expression && ref->getDecl()->getType()->isReferenceType())
      return t.within(binding->deferred, [&](const Expr *init) { return permutationOf(t, init); });
  if (auto *member = dyn_cast<CXXMemberCallExpr>(e)) {
    CallSite at = t.site(member);
    if (isPermutation(at.object->getType()) && (at.name == "transpose" || at.name == "inverse")) {
      Permuted p = permutationOf(t, at.object);
      return {p.order, !p.gathers};
    }
    const auto factor = factorOf(at.object->getType());
    const bool rows = at.name == "permutationP", cols = at.name == "permutationQ" || at.name == "colsPermutation";
    const bool lu = factor == Factor::PartialPivLu || factor == Factor::FullPivLu;
    if ((rows && lu) || (cols && (factor == Factor::FullPivLu || factor == Factor::ColPivHouseholderQr))) {
      Value *f = t.value(at.object);
      Attributes which;
      which.integer = rows ? 0 : 1;
      const int extent = rows ? f->type.rows : f->type.cols;
      Value *order = t.builder.createTyped(Op::Permutation, Type::integer("int").withShape(extent, 1), {f}, which);
      return {order, rows};
    }
  }
  unsupported(e->getSourceRange(), "this permutation",
              {{"those of 'PartialPivLU', 'FullPivLU' and 'ColPivHouseholderQR' are taken where they are used; else "
                "select rows by a vector of indices, 'A(indices, Eigen::all)'",
                {}}});
}

} // namespace

bool isPermutation(QualType type) {
  if (isEigenClass(type, "PermutationMatrix") || isEigenClass(type, "PermutationWrapper"))
    return true;
  const auto *spec = isEigenClass(type, "Inverse") || isEigenClass(type, "Transpose") ? specialization(type) : nullptr;
  return spec && spec->getTemplateArgs()[0].getKind() == TemplateArgument::Type &&
         isPermutation(spec->getTemplateArgs()[0].getAsType());
}

Value *permutedProduct(Translator &t, const Expr *left, const Expr *right) {
  const bool rows = isPermutation(left->getType());
  // The columns of X P are the rows of P' X'.
  Permuted p = permutationOf(t, rows ? left : right);
  const bool gathers = rows == p.gathers;
  Value *x = t.dense(rows ? right : left);
  Value *count = rows ? t.colsOf(x) : t.rowsOf(x);
  Type all = Type::index().withShape(rows ? x->type.cols : x->type.rows, 1);
  Value *other = t.builder.createTyped(Op::Sequence, all, {t.builder.integer(0), count, t.builder.integer(1)});
  Value *i = rows ? p.order : other, *j = rows ? other : p.order;
  const Type type = x->type.withShape(x->type.rows, x->type.cols);
  if (gathers)
    return t.builder.createTyped(Op::Gather, type, {x, i, j});
  return t.op(Op::Put, {t.builder.zeroLike(x), i, j, x});
}

} // namespace gateaux::frontend
