// SPDX-License-Identifier: Apache-2.0
//
// What holds for operations on triangles, on indices and of linear algebra.
#include "Factors.h"
#include "MatrixFunctions.h"
#include "OperationRules.h"

#include <algorithm>
#include <iterator>

namespace gateaux::ir {

namespace {

using Fault = std::optional<std::string>;

/// Operations whose operand 0 is a decomposition.
bool readsFactor(Op op) {
  switch (op) {
  case Op::Solve:
  case Op::SolveTransposed:
  case Op::LogDet:
  case Op::Determinant:
  case Op::MatrixL:
  case Op::VectorD:
  case Op::MatrixLU:
  case Op::MatrixR:
  case Op::Permutation:
  case Op::FactorTest:
  case Op::HalfSolve:
  case Op::HalfSolveTransposed:
  case Op::Eigenvalues:
  case Op::Eigenvectors:
  case Op::SingularValues:
  case Op::SingularU:
  case Op::SingularV:
    return true;
  default:
    return false;
  }
}

/// Whether a decomposition can answer what an operation asks of it.
bool answers(Factor factor, Op op) {
  const bool cholesky = factor == Factor::Llt || factor == Factor::LltUpper;
  const bool ldlt = factor == Factor::Ldlt || factor == Factor::LdltUpper;
  const bool svd = factor == Factor::JacobiSvd || factor == Factor::BdcSvd;
  switch (op) {
  case Op::MatrixL:
    return cholesky;
  case Op::VectorD:
    return ldlt;
  case Op::MatrixLU:
    return factor == Factor::PartialPivLu || factor == Factor::FullPivLu;
  case Op::MatrixR:
    return factor == Factor::HouseholderQr || factor == Factor::ColPivHouseholderQr;
  case Op::Permutation:
    return factor == Factor::PartialPivLu || factor == Factor::FullPivLu || factor == Factor::ColPivHouseholderQr;
  case Op::FactorTest:
    return true;
  case Op::HalfSolve:
  case Op::HalfSolveTransposed:
    return cholesky || ldlt;
  case Op::Eigenvalues:
  case Op::Eigenvectors:
    return factor == Factor::SelfAdjointEigen;
  case Op::SingularValues:
  case Op::SingularU:
  case Op::SingularV:
    return svd;
  case Op::LogDet:
    return factor != Factor::SelfAdjointEigen && !svd;
  case Op::Determinant:
    return factor == Factor::PartialPivLu || factor == Factor::FullPivLu;
  default:
    return factor != Factor::SelfAdjointEigen;
  }
}

int lengthOfDiagonal(const Type &t) {
  return t.rows == kDynamic || t.cols == kDynamic ? kDynamic : std::min(t.rows, t.cols);
}

} // namespace

std::optional<std::string> triangleFault(const Operation &op) {
  const Triangle t = op.attrs.triangle;
  const bool half = t == Triangle::Lower || t == Triangle::Upper;
  const bool strict = t == Triangle::StrictlyLower || t == Triangle::StrictlyUpper;
  switch (op.kind) {
  case Op::Triangle:
    return half || strict ? Fault() : "it takes a triangle without ones on its diagonal";
  case Op::Symmetric:
    return half ? Fault() : "it takes a triangle with its diagonal";
  case Op::TriSolve:
    return t != Triangle::None && !strict ? Fault() : "it takes a triangle that can be inverted";
  default:
    return t == Triangle::None ? Fault() : "it takes no triangle";
  }
}

std::optional<std::string> factorFault(const Operation &op) {
  for (size_t i = 0; i < op.operands.size(); ++i) {
    const Type &t = op.operands[i]->type;
    const bool wanted = i == 0 && readsFactor(op.kind);
    if (wanted && !t.isFactor())
      return "operand 0 is a decomposition, not " + t.str();
    if (!wanted && t.isFactor())
      return "operand " + std::to_string(i) + " is a matrix, not " + t.str();
    if (wanted && !answers(t.factor, op.kind))
      return "a decomposition of type " + t.str() + " does not have it";
  }
  return std::nullopt;
}

std::optional<std::string> factorNumberFault(const Operation &op) {
  const Type &f = op.operand(0)->type, &t = op.result()->type;
  const int64_t which = op.attrs.integer.value_or(-1);
  if (op.kind == Op::Permutation) {
    const bool rows = f.factor != Factor::ColPivHouseholderQr, cols = f.factor != Factor::PartialPivLu;
    if (!(which == 0 && rows) && !(which == 1 && cols))
      return "a decomposition of type " + f.str() + " does not have this permutation";
    return t.isInteger() && t.isColumn() ? Fault() : "it gives a column of indices";
  }
  if (which < 0 || which >= static_cast<int64_t>(std::size(kFactorTests)) || !hasFactorTest(f.factor, which))
    return "a decomposition of type " + f.str() + " does not have this property";
  return !t.dense && !t.isReal() ? Fault() : "it gives an integer or a bool";
}

std::optional<std::string> sparseFault(const Operation &op) {
  const Type &s = op.operand(0)->type, &a = op.operand(1)->type, &b = op.operand(2)->type, &t = op.result()->type;
  const bool outer = op.kind == Op::SparseOuter;
  if (!s.isPattern())
    return "operand 0 is the pattern of a sparse matrix, not " + s.str();
  if (!a.dense || !b.dense || a.scalar != b.scalar || !a.isReal() || (outer ? !agree(a.cols, b.cols) : !a.isColumn()))
    return "the operands' types do not fit: " + a.str() + ", " + b.str();
  if (!op.operand(3)->type.isInteger() || op.operand(3)->type.dense)
    return "operand 3 is an extent";
  if (!t.dense || t.scalar != a.scalar || (outer ? !t.isColumn() : !agree(t.cols, b.cols)))
    return "it does not give " + t.str();
  return std::nullopt;
}

std::optional<std::string> crossFault(const Operation &op) {
  const Type &a = op.operand(0)->type, &b = op.operand(1)->type;
  if (!a.compatible(b) || !a.isVector() || a.rows * a.cols != 3)
    return "the operands are vectors of three coefficients, not " + a.str() + " and " + b.str();
  return std::nullopt;
}

std::optional<std::string> indexedFault(const Operation &op) {
  const Type &x = op.operand(0)->type;
  if (!x.dense)
    return "operand 0 is dense, not " + x.str();
  const bool places = x.isColumn() && op.operand(1)->type.dense && !op.operand(1)->type.isColumn();
  for (unsigned i = 1; i < 3; ++i)
    if (const Type &t = op.operand(i)->type; !t.isInteger() || (i == 1 && places ? !t.dense : !t.isColumn()))
      return "operand " + std::to_string(i) + " is a column of indices, not " + t.str();
  const Type part = places ? x.withShape(op.operand(1)->type.rows, op.operand(1)->type.cols)
                           : x.withShape(op.operand(1)->type.rows, op.operand(2)->type.rows);
  const Type &y = op.kind == Op::Gather ? op.result()->type : op.operand(3)->type;
  if (!y.compatible(part))
    return y.str() + " is not what the indices select, " + part.str();
  return std::nullopt;
}

std::optional<std::string> matrixFunctionFault(const Operation &op) {
  const int64_t which = op.attrs.integer.value_or(-1);
  if (which < 0 || which > kMatrixPower)
    return "there is no such function of a matrix";
  const size_t matrices = op.kind == Op::MatrixFunction ? 1 : 2;
  if (op.operands.size() != matrices + (which == kMatrixPower ? 1 : 0))
    return "it takes another number of operands";
  const Type &a = op.operand(0)->type;
  for (size_t i = 0; i < matrices; ++i)
    if (const Type &t = op.operand(i)->type;
        !t.dense || !t.isReal() || !a.compatible(t) || (t.isFixed() && t.rows != t.cols))
      return "operand " + std::to_string(i) + " is a square matrix of real numbers, not " + t.str();
  if (const Type &t = op.operands.back()->type; op.operands.size() > matrices && (t.dense || !t.isReal()))
    return "the exponent is a real number, not " + t.str();
  return std::nullopt;
}

Type factorResultType(const Operation &op) {
  const Type &x = op.operand(0)->type;
  switch (op.kind) {
  case Op::Factorize: {
    Type t = op.result()->type; // any decomposition
    t.rows = x.rows;
    t.cols = x.cols;
    t.scalar = x.scalar;
    if (!t.isFactor() || !x.dense)
      t.dense = !t.dense; // what fits nothing
    return t;
  }
  case Op::MatrixR:
    return x.withShape(x.cols, x.cols);
  case Op::SolveTransposed:
    return x.withShape(x.rows, op.operand(1)->type.cols);
  case Op::VectorD:
  case Op::Eigenvalues:
    return x.withShape(x.rows, 1);
  case Op::SingularValues:
    return x.withShape(lengthOfDiagonal(x), 1);
  case Op::SingularU:
    return x.withShape(x.rows, lengthOfDiagonal(x));
  case Op::SingularV:
    return x.withShape(x.cols, lengthOfDiagonal(x));
  default:
    return x.withShape(x.rows, x.cols);
  }
}

} // namespace gateaux::ir
