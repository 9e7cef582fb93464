// SPDX-License-Identifier: Apache-2.0
//
// Products with sparse matrices, which are constants. They are calls of functions whose derivatives are such products
// again: the tangent of S X is S dX, and its adjoint is Sᵀ Y.
#include "Sparse.h"
#include "Unit.h"

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

static Failure::Note note() {
  return {"a 'SparseMatrix' is taken as a constant in products with dense matrices; else pass its nonzero values, their "
          "rows and their columns as vectors, and write products as loops over them",
          {}};
}

std::vector<Failure::Note> insteadOf(QualType type) {
  const auto *spec = specialization(type);
  const CXXRecordDecl *record = recordOf(type);
  if (eigenKind(type) == EigenKind::View && spec->getTemplateArgs()[0].getKind() == TemplateArgument::Type)
    return insteadOf(spec->getTemplateArgs()[0].getAsType());
  if (!record || !record->getIdentifier() || !inNamespace(record, "Eigen") || !record->getName().contains("Sparse"))
    return {};
  return {note()};
}

namespace {

[[noreturn]] void refuse(SourceRange range, const std::string &what) { unsupported(range, what, {note()}); }

/// A sparse matrix, or its transpose.
struct Factor {
  Value *matrix;
  bool transposed = false;
};

Factor factorOf(Translator &t, const Expr *e) {
  e = Translator::strip(e);
  if (auto *call = dyn_cast<CXXMemberCallExpr>(e)) {
    CallSite at = t.site(call);
    if ((at.name == "transpose" || at.name == "adjoint") && at.object) {
      Factor f = factorOf(t, at.object);
      f.transposed = !f.transposed;
      return f;
    }
  }
  if (typeOf(e->getType()))
    if (auto p = t.place(e))
      return {t.read(*p, e->getSourceRange())};
  refuse(e->getSourceRange(), "this sparse matrix");
}

} // namespace

const ir::Function *Unit::sparseProduct(const ir::Type &sparse, const ir::Type &dense, bool transposed) {
  ir::Type type = ir::Type::matrix(dense.scalar, kDynamic, dense.cols == 1 ? 1 : kDynamic);
  const ir::Function *&made = sparseProducts_[{type.str(), transposed}];
  if (made)
    return made;
  auto function = [&](const std::string &suffix, bool ofTranspose) {
    auto f = std::make_unique<ir::Function>((ofTranspose ? "sparse_transposed_product" : "sparse_product") + suffix);
    f->scope = "gateaux";
    f->addArgument(sparse, "S");
    f->addArgument(type, "X");
    return f;
  };
  auto called = function("", transposed);
  called->unread = "it is a product with a sparse matrix";
  Attributes itself, again, back;
  itself.callee = called.get();
  again.callee = called.get();
  Builder(*called).createTyped(Op::Invoke, type, called->arguments(), itself);
  called->outputs.push_back({"", called->body.operations.back()->result()});
  made = called.get();
  called->provided.wrt = {1};
  ir::Function &product = *called;
  program.functions.push_back(std::move(called));
  back.callee = sparseProduct(sparse, dense, !transposed);

  std::shared_ptr<ir::Function> tangent = function("_tangent", transposed);
  Value *dot = tangent->addArgument(type, "X_dot"), *S = tangent->arguments()[0];
  Builder t(*tangent);
  tangent->outputs.push_back({"", t.createMany(Op::Call, {type}, {S, tangent->arguments()[1]}, again)->result()});
  tangent->outputs.push_back({"product_dot", t.createMany(Op::Call, {type}, {S, dot}, again)->result()});
  product.provided.tangent = tangent;

  std::shared_ptr<ir::Function> adjoint = function("_adjoint", transposed);
  Value *bar = adjoint->addArgument(type, "product_bar"), *sum = adjoint->addArgument(type, "X_bar");
  S = adjoint->arguments()[0];
  Builder a(*adjoint);
  adjoint->outputs.push_back({"", a.createMany(Op::Call, {type}, {S, adjoint->arguments()[1]}, again)->result()});
  Value *contribution = a.createMany(Op::Call, {type}, {S, bar}, back)->result();
  adjoint->outputs.push_back({"X_bar", a.create(Op::Add, {sum, contribution})});
  product.provided.adjoint = adjoint;
  return made;
}

const ir::Function *Unit::sparseExtent(const ir::Type &sparse, bool rows) {
  const ir::Function *&made = sparseExtents_[rows];
  if (!made) {
    auto called = std::make_unique<ir::Function>(rows ? "sparse_rows" : "sparse_cols");
    called->scope = "gateaux";
    called->addArgument(sparse, "S");
    made = called.get();
    program.functions.push_back(std::move(called));
  }
  return made;
}

Value *sparseOperator(Translator &t, const CXXOperatorCallExpr *e) {
  const Expr *left = Translator::strip(e->getArg(0));
  const Expr *right = e->getNumArgs() == 2 ? Translator::strip(e->getArg(1)) : nullptr;
  const bool first = isSparse(left->getType()), second = right && isSparse(right->getType());
  const Expr *dense = first ? right : left;
  if (e->getOperator() != OO_Star || !dense || (first && second) || isNumberType(dense->getType()))
    refuse(e->getSourceRange(), "this operator of sparse matrices");
  Factor f = factorOf(t, first ? left : right);
  Value *x = t.dense(dense);
  if (x->type.array)
    refuse(e->getSourceRange(), "this operator of sparse matrices");
  // X S = (Sᵀ Xᵀ)ᵀ.
  Attributes attrs;
  attrs.callee = t.unit.sparseProduct(f.matrix->type, first ? x->type : t.transpose(x)->type, f.transposed != second);
  Type type = attrs.callee->outputs.front().value->type;
  Value *product = t.builder.createMany(Op::Call, {type}, {f.matrix, first ? x : t.transpose(x)}, attrs)->result();
  return first ? product : t.transpose(product);
}

Value *sparseMember(Translator &t, const CallSite &call) {
  if (call.name == "rows" || call.name == "cols") {
    const Factor f = factorOf(t, call.object);
    Attributes attrs;
    attrs.callee = t.unit.sparseExtent(f.matrix->type, (call.name == "rows") != f.transposed);
    return t.builder.createTyped(Op::Invoke, Type::index(), {f.matrix}, attrs);
  }
  const CXXRecordDecl *record = recordOf(call.object->getType());
  refuse(call.range(), "Eigen's '" + call.spelling() + "' of '" + (record ? record->getName().str() : "") + "'");
}

} // namespace gateaux::frontend
