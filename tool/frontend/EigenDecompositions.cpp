// SPDX-License-Identifier: Apache-2.0
//
// Decompositions of matrices, and what is computed with them.
#include "SvdOptions.h"
#include "Translator.h"

#include "ir/Factors.h"
#include "ir/Shapes.h"

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

/// The operations that give a part of a decomposition, with the extents of what they give.
Value *part(Translator &t, Op kind, Value *f) {
  const Type &x = f->type;
  const int length = x.rows == kDynamic || x.cols == kDynamic ? kDynamic : std::min(x.rows, x.cols);
  Type type = x.element();
  switch (kind) {
  case Op::VectorD:
  case Op::Eigenvalues:
    type = x.withShape(x.rows, 1);
    break;
  case Op::SingularValues:
    type = x.withShape(length, 1);
    break;
  case Op::SingularU:
    type = x.withShape(x.rows, length);
    break;
  case Op::SingularV:
    type = x.withShape(x.cols, length);
    break;
  case Op::MatrixR:
    type = x.withShape(x.cols, x.cols);
    break;
  case Op::MatrixL:
  case Op::MatrixLU:
  case Op::Eigenvectors:
    type = x.withShape(x.rows, x.cols);
    break;
  default:
    break;
  }
  return t.builder.createTyped(kind, type, {f});
}

bool isCholesky(const Value *f) {
  return f->type.factor == Factor::Llt || f->type.factor == Factor::LltUpper;
}

/// What Eigen says of a decomposition: rank, success and the like.
Value *tested(Translator &t, Value *f, const CallSite &call) {
  auto which = factorTestNamed(std::string_view(call.name));
  auto type = typeOf(call.expr->getType());
  if (!which || !type || !call.args.empty() || !hasFactorTest(f->type.factor, *which))
    return nullptr;
  Attributes attrs;
  attrs.integer = *which;
  return t.builder.createTyped(Op::FactorTest, *type, {f}, attrs);
}

/// R as Eigen shows it, with as many rows as the matrix has.
Value *upperFactor(Translator &t, Value *f) {
  Value *r = part(t, Op::MatrixR, f);
  if (extent(f, 0) == extent(f, 1))
    return r;
  Value *zero = t.builder.integer(0);
  Value *whole = t.filled(t.cast(zero, f->type.element()), t.rowsOf(f), t.colsOf(f),
                          f->type.withShape(f->type.rows, f->type.cols));
  return t.op(Op::Update, {whole, zero, zero, r});
}

/// The matrix of eigenvectors times f of the eigenvalues times their transpose.
Value *ofEigenvalues(Translator &t, Value *f, bool inverse) {
  Value *values = t.op(Op::Sqrt, {part(t, Op::Eigenvalues, f)}), *v = part(t, Op::Eigenvectors, f);
  if (inverse)
    values = t.op(Op::Div, {t.builder.constant(1, values->type.scalar), values});
  Value *scales = t.builder.broadcast(t.transpose(values), t.rowsOf(v), t.colsOf(v), v->type);
  return t.op(Op::Matmul, {t.op(Op::Mul, {v, scales}), t.transpose(v)});
}

} // namespace

llvm::SaveAndRestore<bool> Translator::upperPart(const CallSite &call) {
  bool upper = call.name == "diagonal" ||
               (call.name == "triangularView" && integralArgument(call.callee, 0) == 2 /* Eigen::Upper */);
  // Of the factor itself, or of its first rows and columns.
  const Expr *e = call.object;
  while (auto *inner = upper ? dyn_cast<CXXMemberCallExpr>(strip(e)) : nullptr) {
    CallSite at = site(inner);
    if (at.name == "matrixQR" || at.name == "matrixR")
      return {upperOnly, true};
    upper = at.name == "topRows" || at.name == "topLeftCorner";
    e = at.object;
  }
  return {upperOnly, upperOnly && (call.name == "topRows" || call.name == "topLeftCorner")};
}

void Translator::checkCarried(const Cell &cell) const {
  if (cell.type.isFactor())
    unsupported(SourceRange(cell.loc), "a decomposition that is computed in a loop or branch and declared outside",
                {{"declare '" + cell.name + "' where it is computed", {}}});
  if (cell.type.isPattern())
    unsupported(SourceRange(cell.loc), "sparse matrices with patterns of their own in one variable",
                {{"choose among their products instead", {}}});
}

Value *Translator::factorize(Value *matrix, Factor factor) {
  Type type = matrix->type;
  type.array = type.rowMajor = false;
  type.factor = factor;
  return builder.createTyped(Op::Factorize, type, {matrix});
}

void noteSvdOptions(Value *f, llvm::ArrayRef<const Expr *> arguments, const ASTContext &context) {
  const Type &t = f->type;
  Expr::EvalResult options;
  if ((t.factor != Factor::JacobiSvd && t.factor != Factor::BdcSvd) || arguments.empty() ||
      !arguments.back()->getType()->isIntegralOrEnumerationType() ||
      !arguments.back()->EvaluateAsInt(options, context))
    return;
  constexpr uint64_t kFullU = 0x04, kFullV = 0x10; // Eigen::DecompositionOptions
  if ((options.Val.getInt().getZExtValue() & (kFullU | kFullV)) != 0 && (t.rows == kDynamic || t.rows != t.cols))
    f->def->attrs.integer = 1;
}

bool hasFullVectors(const Value *f) { return f->def && f->def->kind == Op::Factorize && f->def->attrs.integer; }

Value *Translator::solve(Value *f, Value *rightSide, bool transposed) {
  rightSide = asDense(rightSide);
  if (!transposed || info(f->type.factor).symmetric)
    return op(Op::Solve, {f, rightSide});
  return builder.createTyped(Op::SolveTransposed, f->type.withShape(f->type.rows, rightSide->type.cols),
                             {f, rightSide});
}

Value *Translator::inverse(Value *matrix) { return op(Op::Inverse, {matrix}); }

Value *Translator::determinant(Value *matrix) {
  auto at = [&](int i, int j) { return op(Op::Element, {matrix, builder.integer(i), builder.integer(j)}); };
  const Type &t = matrix->type;
  if (t.rows == 1 && t.cols == 1)
    return at(0, 0);
  // Polynomials of the coefficients are smooth where the matrix is singular, too.
  if (t.rows == 2 && t.cols == 2)
    return sub(op(Op::Mul, {at(0, 0), at(1, 1)}), op(Op::Mul, {at(1, 0), at(0, 1)}));
  if (t.rows == 3 && t.cols == 3) {
    auto column = [&](int j) {
      return builder.createTyped(Op::Slice, t.withShape(3, 1),
                                 {matrix, builder.integer(0), builder.integer(j), builder.integer(3),
                                  builder.integer(1)});
    };
    return op(Op::Dot, {column(0), op(Op::Cross, {column(1), column(2)})});
  }
  return builder.createTyped(Op::Determinant, t.element(), {factorize(matrix, Factor::PartialPivLu)});
}

std::optional<Triangular> Translator::factorView(const CallSite &call) {
  if (!call.object || !factorOf(call.object->getType()) ||
      (call.name != "matrixL" && call.name != "matrixU"))
    return std::nullopt;
  Value *f = value(call.object);
  if (!isCholesky(f))
    return std::nullopt;
  Value *l = part(*this, Op::MatrixL, f);
  if (call.name == "matrixL")
    return Triangular{l, Triangle::Lower};
  return Triangular{transpose(l), Triangle::Upper};
}

/// The matrix of L that LLT has, of which the other triangle holds what the matrix held.
static Value *packedCholesky(Translator &t, Value *f) {
  const bool upper = f->type.factor == Factor::LltUpper;
  Value *l = part(t, Op::MatrixL, f), *matrix = f->def->operand(0);
  return t.add(upper ? t.transpose(l) : l,
               t.triangle(matrix, upper ? Triangle::StrictlyLower : Triangle::StrictlyUpper));
}

void Translator::overwrite(const Expr *matrix, Value *f) {
  Place p = writablePlace(matrix);
  if (isCholesky(f))
    write(p, packedCholesky(*this, f), matrix->getSourceRange());
  else if (f->type.factor == Factor::PartialPivLu || f->type.factor == Factor::FullPivLu)
    write(p, part(*this, Op::MatrixLU, f), matrix->getSourceRange());
  else
    unsupported(matrix->getSourceRange(), "a decomposition of this kind in place of its matrix",
                {{"let it have a matrix of its own", {}}});
}

Value *Translator::decompositionMember(const CallSite &call) {
  auto *inner = dyn_cast<CXXMemberCallExpr>(call.object);
  if (!factorOf(call.object->getType())) { // lu.transpose().solve(b)
    if (call.name == "solve" && call.args.size() == 1) {
      Value *f = value(site(inner).object);
      return solve(f, value(call.args[0]), true);
    }
    unsupportedAt(call.loc(), call.range(), "Eigen's '" + call.spelling() + "' of a transposed decomposition");
  }
  if (call.name == "compute" && isInPlace(call.object->getType()))
    unsupportedAt(call.loc(), call.range(), "'compute' of a decomposition in place of its matrix",
                  {{"declare another one with the matrix", {}}});
  if (call.name == "compute") {
    Place p = writablePlace(call.object);
    Value *f = factorize(dense(call.args[0]), factorOf(call.object->getType()).value());
    noteSvdOptions(f, llvm::ArrayRef(call.args).drop_front(), context);
    write(p, f, call.range());
    return f;
  }
  Value *f = value(call.object);
  const Factor kind = f->type.factor;
  const bool svd = kind == Factor::JacobiSvd || kind == Factor::BdcSvd;
  const bool eigen = kind == Factor::SelfAdjointEigen;
  const bool ldlt = kind == Factor::Ldlt || kind == Factor::LdltUpper;
  const bool lu = kind == Factor::PartialPivLu || kind == Factor::FullPivLu;
  auto scalar = [&](Op operation) { return builder.createTyped(operation, f->type.element(), {f}); };
  if (call.name == "solve" && call.args.size() == 1 && !eigen)
    return solve(f, value(call.args[0]));
  if (call.name == "solveInPlace" && isCholesky(f)) {
    Place p = writablePlace(call.args[0]);
    write(p, solve(f, read(p, call.range())), call.range());
    return nullptr;
  }
  if (call.name == "inverse" && !eigen && !svd)
    return solve(f, identity(rowsOf(f), colsOf(f), f->type.withShape(f->type.rows, f->type.cols)));
  if (call.name == "determinant" && lu)
    return scalar(Op::Determinant);
  if (call.name == "logAbsDeterminant")
    return scalar(Op::LogDet);
  if (call.name == "absDeterminant")
    return op(Op::Exp, {scalar(Op::LogDet)});
  if (auto view = factorView(call))
    return view->whole;
  if (call.name == "matrixLLT") {
    return packedCholesky(*this, f);
  }
  if (call.name == "vectorD" && ldlt)
    return part(*this, Op::VectorD, f);
  if (call.name == "matrixLU" && lu)
    return part(*this, Op::MatrixLU, f);
  if (call.name == "matrixQR" || (call.name == "matrixR" && kind == Factor::ColPivHouseholderQr)) {
    // What Eigen keeps below the diagonal is of no use to anybody else.
    if (!upperOnly)
      unsupportedAt(call.loc(), call.range(), "'" + call.spelling() + "' as a whole",
                    {{"take its diagonal, or 'triangularView<Eigen::Upper>()' of it", {}}});
    return upperFactor(*this, f);
  }
  if (Value *answer = tested(*this, f, call))
    return answer;
  if (call.name == "eigenvalues" && eigen)
    return part(*this, Op::Eigenvalues, f);
  if (call.name == "eigenvectors" && eigen)
    return part(*this, Op::Eigenvectors, f);
  if ((call.name == "operatorSqrt" || call.name == "operatorInverseSqrt") && eigen)
    return ofEigenvalues(*this, f, call.name == "operatorInverseSqrt");
  if (call.name == "singularValues" && svd)
    return part(*this, Op::SingularValues, f);
  if ((call.name == "matrixU" || call.name == "matrixV") && svd && hasFullVectors(f))
    unsupportedAt(call.loc(), call.range(), "'" + call.spelling() + "' with all vectors of a matrix that may not be square",
                  {{"ask for 'Eigen::ComputeThinU | Eigen::ComputeThinV', which is the same for a square matrix", {}}});
  if ((call.name == "matrixU" || call.name == "matrixV") && svd)
    return part(*this, call.name == "matrixU" ? Op::SingularU : Op::SingularV, f);
  if (call.name == "rows" || call.name == "cols")
    return call.name == "rows" ? rowsOf(f) : colsOf(f);
  unsupportedAt(call.loc(), call.range(),
                "Eigen's '" + call.spelling() + "' of '" + std::string(info(kind).eigenClass) + "'");
}

} // namespace gateaux::frontend
