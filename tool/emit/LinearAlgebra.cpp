// SPDX-License-Identifier: Apache-2.0
//
// How linear algebra is stored and written: triangles, decompositions and what they give.
#include "Expressions.h"

#include "../ir/Factors.h"
#include "../ir/MatrixFunctions.h"
#include "../ir/Regions.h"

#include <algorithm>
#include <stdexcept>

namespace gateaux::emit {

using ir::Factor;
using ir::Op;
using ir::Operation;
using ir::Triangle;
using ir::Value;

bool isLinearAlgebra(Op op) {
  switch (op) {
  case Op::Cross: case Op::Random: case Op::Triangle: case Op::Symmetric: case Op::TriSolve:
  case Op::Inverse: case Op::Solve: case Op::SolveTransposed: case Op::LogDet:
  case Op::Determinant: case Op::MatrixL: case Op::VectorD: case Op::HalfSolve:
  case Op::MatrixLU: case Op::MatrixR: case Op::Permutation: case Op::FactorTest:
  case Op::HalfSolveTransposed: case Op::Eigenvalues: case Op::Eigenvectors:
  case Op::SingularValues: case Op::SingularU: case Op::SingularV:
  case Op::MatrixFunction: case Op::MatrixFunctionAlong:
    return true;
  default:
    return false;
  }
}

bool isFactorMember(Op op) {
  switch (op) {
  case Op::VectorD: case Op::Eigenvalues: case Op::Eigenvectors: case Op::SingularValues:
  case Op::SingularU: case Op::SingularV: case Op::MatrixLU:
    return true;
  default:
    return false;
  }
}

const Operation *cholesky(const Value *v, bool &transposed) {
  transposed = v->def && v->def->kind == Op::Transpose;
  if (transposed)
    v = v->def->operand(0);
  return v->def && v->def->kind == Op::MatrixL ? v->def : nullptr;
}

// What is stored.

/// True where a factor L is looked at as a triangle or by its diagonal only: the decomposition has
/// views for that.
bool Plan::viewsTriangle(const Use &use) const {
  if (!use.op)
    return false;
  if (use.op->kind == Op::TriSolve)
    return use.index == 0;
  if (use.op->kind == Op::Diagonal)
    return true;
  if (use.op->kind == Op::Transpose) {
    const std::vector<Use> &uses = uses_.at(use.op->result());
    return std::all_of(uses.begin(), uses.end(), [&](const Use &u) { return viewsTriangle(u); });
  }
  return false;
}

/// True where a triangle is added to, or makes up, one of a matrix that is stored, or is a factor of
/// a product with a vector or matrix that is stored.
bool Plan::isTriangleTerm(const std::vector<Use> &uses) const {
  if (uses.size() != 1 || !uses[0].op || crosses(uses[0].op->operand(uses[0].index)))
    return false;
  const Operation &user = *uses[0].op;
  const Value *other = user.operands.size() == 2 ? user.operand(1 - uses[0].index) : nullptr;
  if (user.kind != Op::Add && user.kind != Op::Sub)
    return false;
  const bool product = other->def && (other->def->kind == Op::Matmul || other->def->kind == Op::Diag);
  return stored_.count(user.result()) && other->type.dense && !product;
}

void Plan::requireLinearAlgebra(const Operation &op) {
  // A right side is held in a variable, but for the identity.
  auto rightSide = [&](const Value *v) {
    if (!(v->def && v->def->kind == Op::Identity))
      require(v);
  };
  switch (op.kind) {
  case Op::Inverse: case Op::Triangle: case Op::Symmetric: case Op::Factorize:
    return require(op.operand(0));
  case Op::TriSolve: {
    bool transposed;
    if (!cholesky(op.operand(0), transposed))
      require(op.operand(0));
    return rightSide(op.operand(1));
  }
  case Op::Solve: case Op::SolveTransposed: case Op::HalfSolve: case Op::HalfSolveTransposed:
    return rightSide(op.operand(1));
  case Op::Cross: case Op::MatrixFunctionAlong:
    require(op.operand(0));
    return require(op.operand(1));
  case Op::MatrixFunction:
    return require(op.operand(0));
  default:
    return;
  }
}

// What is written.

static std::string mode(Triangle part) {
  switch (part) {
  case Triangle::Lower: return "Eigen::Lower";
  case Triangle::Upper: return "Eigen::Upper";
  case Triangle::StrictlyLower: return "Eigen::StrictlyLower";
  case Triangle::StrictlyUpper: return "Eigen::StrictlyUpper";
  case Triangle::UnitLower: return "Eigen::UnitLower";
  case Triangle::UnitUpper: return "Eigen::UnitUpper";
  case Triangle::None: break;
  }
  throw std::logic_error("a triangle without its part");
}

std::string triangularView(Triangle part) { return ".triangularView<" + mode(part) + ">()"; }

Text Expressions::dot(const Operation &op) const {
  const Value *a = op.operand(0), *b = op.operand(1);
  bool matrices = natural(a) != World::Array && natural(b) != World::Array;
  if (a == b) {
    if (matrices)
      return {at(a, kPrimary, World::Matrix) + ".squaredNorm()"};
    return {at(a, kPrimary, World::Array) + ".square().sum()"};
  }
  if (matrices && a->type.isVector() && b->type.isVector())
    return {at(a, kPrimary, World::Matrix) + ".dot(" + value(b, World::Matrix).s + ")"};
  if (matrices)
    return {at(a, kPrimary, World::Matrix) + ".cwiseProduct(" + value(b, World::Matrix).s +
            ").sum()"};
  return {"(" + at(a, kMultiplicative, World::Array) + " * " + at(b, kUnary, World::Array) +
          ").sum()"};
}

std::string decompositionOptions(const Operation &op, const ir::Function &function) {
  const ir::Type &t = op.result()->type;
  bool vectors = false;
  ir::forEachOperation(function.body, [&](const Operation &user) {
    if (!user.operands.empty() && user.operand(0) == op.result())
      vectors = vectors || (user.kind != Op::Eigenvalues && user.kind != Op::SingularValues);
  });
  if (t.factor == Factor::SelfAdjointEigen)
    return vectors ? "" : ", Eigen::EigenvaluesOnly";
  if ((t.factor != Factor::JacobiSvd && t.factor != Factor::BdcSvd) || !vectors)
    return "";
  return t.cols == ir::kDynamic ? ", Eigen::ComputeThinU | Eigen::ComputeThinV"
                                : ", Eigen::ComputeFullU | Eigen::ComputeFullV";
}

std::string Expressions::indices(const Value *v, const ir::Extent &whole) const {
  const Operation *op = plan_.storageOf(v) ? nullptr : v->def;
  if (!op || op->kind != Op::Sequence)
    return value(v).s;
  auto is = [](const Value *x, int64_t n) {
    ir::Extent e = ir::extentOf(x);
    return e.kind == ir::Extent::Constant && e.constant == n;
  };
  const bool unit = is(op->operand(2), 1);
  if (unit && is(op->operand(0), 0) && ir::extentOf(op->operand(1)) == whole)
    return "Eigen::all";
  return "Eigen::seqN(" + value(op->operand(0)).s + ", " + value(op->operand(1)).s +
         (unit ? "" : ", " + value(op->operand(2)).s) + ")";
}

Text Expressions::logDet(const Operation &op) const {
  const std::string f = value(op.operand(0)).s;
  const ir::Type &t = op.operand(0)->type;
  const std::string two = t.scalar == ir::ScalarKind::F32 ? "2.0F * " : "2.0 * ";
  switch (t.factor) {
  case Factor::Llt:
  case Factor::LltUpper:
    return {two + f + ".matrixLLT().diagonal().array().log().sum()", kMultiplicative};
  case Factor::Ldlt:
  case Factor::LdltUpper:
    return {f + ".vectorD().array().log().sum()"};
  case Factor::PartialPivLu:
  case Factor::FullPivLu:
    return {f + ".matrixLU().diagonal().array().abs().log().sum()"};
  default:
    return {f + ".logAbsDeterminant()"};
  }
}

/// `A.exp()`, `gateaux::exp_along(A, E)`; of a power with its exponent.
Text Expressions::matrixFunction(const Operation &op) const {
  const std::string name(ir::kMatrixFunctions[*op.attrs.integer]);
  const size_t matrices = op.kind == Op::MatrixFunction ? 1 : 2;
  const std::string exponent = op.operands.size() > matrices ? value(op.operands.back()).s : "";
  if (op.kind == Op::MatrixFunction)
    return {at(op.operand(0), kPrimary, World::Matrix) + "." + name + "(" + exponent + ")", kPrimary, World::Matrix};
  return {"gateaux::" + name + "_along(" + value(op.operand(0), World::Matrix).s + ", " +
              value(op.operand(1), World::Matrix).s + (exponent.empty() ? "" : ", " + exponent) + ")",
          kPrimary, World::Matrix};
}

/// Half the logarithm of a determinant, which is the sum that a Cholesky factor gives.
std::optional<Text> Expressions::halfLogDet(const Operation &op) const {
  if (op.kind != Op::Mul)
    return std::nullopt;
  for (unsigned i = 0; i < 2; ++i) {
    const Operation *c = op.operand(i)->def, *whole = op.operand(1 - i)->def;
    if (!c || c->kind != Op::Constant || c->attrs.number != 0.5 || !whole || whole->kind != Op::LogDet ||
        plan_.storageOf(whole->result()))
      continue;
    if (Text t = logDet(*whole); t.s.starts_with("2.0"))
      return Text{t.s.substr(t.s.find("* ") + 2)};
  }
  return std::nullopt;
}

Text Expressions::triangular(const Operation &op) const {
  bool transposed;
  std::string t;
  const Triangle part = op.attrs.triangle;
  const bool half = part == Triangle::Lower || part == Triangle::Upper;
  const Value *whole = op.operand(0);
  if (const Operation *l = cholesky(whole, transposed); l && half && !plan_.storageOf(l->result()))
    t = value(l->operand(0)).s + (transposed ? ".matrixU()" : ".matrixL()");
  else
    t = at(whole, kPrimary, World::Matrix) + triangularView(part);
  return {t + ".solve(" + value(op.operand(1), World::Matrix).s + ")", kPrimary, World::Matrix};
}

Text Expressions::linearAlgebra(const Operation &op) const {
  const Value *a = op.operand(0);
  auto member = [&](const std::string &name) {
    return Text{value(a).s + "." + name, kPrimary, World::Matrix};
  };
  auto of = [&](const std::string &name) {
    return Text{at(a, kPrimary, World::Matrix) + name, kPrimary, World::Matrix};
  };
  auto right = [&] { return value(op.operand(1), World::Matrix).s; };
  const bool ldlt = a->type.factor == Factor::Ldlt || a->type.factor == Factor::LdltUpper;
  // Eigen computes thin vectors of a matrix with a dynamic number of columns only.
  auto thin = [&](const std::string &name) {
    const ir::Type &t = op.result()->type;
    const bool cut = a->type.isFixed() && t.rows != t.cols;
    return member(name + (cut ? ".leftCols<" + std::to_string(t.cols) + ">()" : ""));
  };
  switch (op.kind) {
  case Op::Cross: return of(".cross(" + right() + ")");
  case Op::Inverse: return of(".inverse()");
  case Op::MatrixFunction: case Op::MatrixFunctionAlong: return matrixFunction(op);
  case Op::Triangle: return of(triangularView(op.attrs.triangle));
  case Op::Symmetric: return of(".selfadjointView<" + mode(op.attrs.triangle) + ">()");
  case Op::TriSolve: return triangular(op);
  case Op::Random: {
    ir::Type t = op.result()->type;
    t.array = false;
    return {storedType(t) + "::Random(" + (t.isFixed() ? "" : shape(op.result())) + ")", kPrimary, World::Matrix};
  }
  case Op::Solve: return member("solve(" + right() + ")");
  case Op::SolveTransposed: return member("transpose().solve(" + right() + ")");
  case Op::LogDet: return logDet(op);
  case Op::Determinant: return {value(a).s + ".determinant()"};
  case Op::MatrixL: return member("matrixL()");
  case Op::VectorD: return member("vectorD()");
  case Op::MatrixLU: return member("matrixLU()");
  case Op::MatrixR: {
    const bool square = ir::extent(a, 0) == ir::extent(a, 1);
    return member(std::string("matrixQR()") + (square ? "" : ".topRows(" + value(a).s + ".cols())") +
                  ".triangularView<Eigen::Upper>()");
  }
  case Op::Permutation:
    if (*op.attrs.integer == 0) // what stands where a row goes to
      return member("permutationP().inverse().eval().indices()");
    return member(a->type.factor == Factor::FullPivLu ? "permutationQ().indices()" : "colsPermutation().indices()");
  case Op::FactorTest: {
    const std::string call = value(a).s + "." + std::string(ir::kFactorTests[*op.attrs.integer]) + "()";
    const bool enumeration = ir::kFactorTests[*op.attrs.integer] == "info";
    return {enumeration ? "static_cast<" + op.result()->type.spelling + ">(" + call + ")" : call};
  }
  case Op::HalfSolve:
    return member("matrixL().solve(" + (ldlt ? value(a).s + ".transpositionsP() * " + at(op.operand(1), kUnary, World::Matrix) : right()) + ")");
  case Op::HalfSolveTransposed:
    if (ldlt)
      return {value(a).s + ".transpositionsP().transpose() * " + value(a).s + ".matrixU().solve(" + right() + ").eval()",
              kMultiplicative, World::Matrix};
    return member("matrixU().solve(" + right() + ")");
  case Op::Eigenvalues: return member("eigenvalues()");
  case Op::Eigenvectors: return member("eigenvectors()");
  case Op::SingularValues: return member("singularValues()");
  case Op::SingularU: return thin("matrixU()");
  case Op::SingularV: return thin("matrixV()");
  default: throw std::logic_error("no operation of linear algebra");
  }
}

} // namespace gateaux::emit
