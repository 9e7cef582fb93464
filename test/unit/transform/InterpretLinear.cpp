// SPDX-License-Identifier: Apache-2.0
#include "Interpreter.h"

#include "ir/Factors.h"
#include "ir/MatrixFunctions.h"

#include <Eigen/Dense>

#include <cmath>
#include <stdexcept>
#include <string_view>

namespace gateaux::transform::test {

using ir::Axis;
using ir::Factor;
using ir::Op;
using ir::Triangle;

namespace {

Matrix part(const Matrix &x, Triangle t) {
  switch (t) {
  case Triangle::Lower: return x.triangularView<Eigen::Lower>();
  case Triangle::Upper: return x.triangularView<Eigen::Upper>();
  case Triangle::StrictlyLower: return x.triangularView<Eigen::StrictlyLower>();
  case Triangle::StrictlyUpper: return x.triangularView<Eigen::StrictlyUpper>();
  case Triangle::UnitLower: return x.triangularView<Eigen::UnitLower>();
  case Triangle::UnitUpper: return x.triangularView<Eigen::UnitUpper>();
  case Triangle::None: break;
  }
  throw std::runtime_error("no triangle");
}

Matrix symmetric(const Matrix &x, bool upper) {
  return upper ? Matrix(x.selfadjointView<Eigen::Upper>()) : Matrix(x.selfadjointView<Eigen::Lower>());
}

Eigen::Index position(const Matrix &indices, Eigen::Index k, Eigen::Index end) {
  auto i = static_cast<Eigen::Index>(indices(k));
  if (i < 0 || i >= end)
    throw std::runtime_error("an index outside of a matrix");
  return i;
}

/// X, with `f` called for each coefficient that the indices select and the one beside it in `y`.
template <class F> void selected(Matrix &x, const Matrix &rows, const Matrix &cols, Matrix &y, F f) {
  if (y.rows() != rows.size() || y.cols() != cols.size())
    throw std::runtime_error("as many coefficients as indices are needed");
  for (Eigen::Index j = 0; j < cols.size(); ++j)
    for (Eigen::Index i = 0; i < rows.size(); ++i)
      f(x(position(rows, i, x.rows()), position(cols, j, x.cols())), y(i, j));
}

/// The sum of c(k) A^k, until the terms are small.
template <class C> Matrix series(const Matrix &a, C c) {
  Matrix sum = c(0) * Matrix::Identity(a.rows(), a.cols()), power = Matrix::Identity(a.rows(), a.cols());
  for (int k = 1; k < 60; ++k) {
    power = power * a;
    sum += c(k) * power;
  }
  return sum;
}

double inverseFactorial(int k) { return 1 / std::tgamma(k + 1.0); }

Matrix exponential(const Matrix &a) {
  Matrix y = series(a / 64, inverseFactorial);
  for (int k = 0; k < 6; ++k)
    y = y * y;
  return y;
}

/// The iteration of Denman and Beavers.
Matrix root(const Matrix &a) {
  Matrix y = a, z = Matrix::Identity(a.rows(), a.cols());
  for (int k = 0; k < 30; ++k) {
    const Matrix next = (y + z.inverse()) / 2;
    z = (z + y.inverse()) / 2;
    y = next;
  }
  return y;
}

Matrix logarithm(const Matrix &a) {
  Matrix x = a;
  for (int k = 0; k < 6; ++k)
    x = root(x);
  x -= Matrix::Identity(a.rows(), a.cols());
  return 64 * series(x, [](int k) { return k == 0 ? 0 : (k % 2 ? 1.0 : -1.0) / k; });
}

/// Functions of a matrix whose eigenvalues lie to the right of zero.
Matrix functionOf(int64_t which, const Matrix &a, double exponent) {
  const std::string_view name = ir::kMatrixFunctions[which];
  auto alternating = [](int k) { return k / 2 % 2 ? -1.0 : 1.0; };
  if (name == "exp")
    return exponential(a);
  if (name == "log")
    return logarithm(a);
  if (name == "sqrt")
    return root(a);
  if (name == "sin")
    return series(a, [&](int k) { return k % 2 ? alternating(k) * inverseFactorial(k) : 0; });
  if (name == "cos")
    return series(a, [&](int k) { return k % 2 ? 0 : alternating(k) * inverseFactorial(k); });
  if (name == "sinh")
    return series(a, [](int k) { return k % 2 ? inverseFactorial(k) : 0; });
  if (name == "cosh")
    return series(a, [](int k) { return k % 2 ? 0 : inverseFactorial(k); });
  return exponential(exponent * logarithm(a));
}

/// The least-squares solution, or the inverse where the matrix is square.
Matrix solved(const Matrix &a, const Matrix &b) {
  if (a.rows() != b.rows())
    throw std::runtime_error("a right side of another size");
  return a.completeOrthogonalDecomposition().solve(b);
}

Matrix reversed(const Matrix &x, Axis axis) {
  if (axis == Axis::Cols)
    return x.colwise().reverse();
  if (axis == Axis::Rows)
    return x.rowwise().reverse();
  return x.reverse();
}

/// The places of pattern n: those where i + 2 j is not n modulo 3, column by column.
template <class F> void inPattern(double n, Eigen::Index rows, Eigen::Index cols, F f) {
  Eigen::Index k = 0;
  for (Eigen::Index j = 0; j < cols; ++j)
    for (Eigen::Index i = 0; i < rows; ++i)
      if ((i + 2 * j) % 3 != static_cast<Eigen::Index>(n))
        f(k++, i, j);
}

Matrix patterned(double n, Eigen::Index rows, Eigen::Index cols, const Matrix &nonzeros) {
  Matrix S = Matrix::Zero(rows, cols);
  inPattern(n, rows, cols, [&](Eigen::Index k, Eigen::Index i, Eigen::Index j) { S(i, j) = nonzeros(k); });
  return S;
}

} // namespace

Matrix evaluateLinearAlgebra(const ir::Operation &op, const std::vector<Matrix> &x) {
  const ir::Type &type = op.operands.empty() ? op.result()->type : op.operand(0)->type;
  auto scalar = [](double s) { return Matrix::Constant(1, 1, s); };
  auto lower = [&](bool transposed) -> Matrix {
    if (type.factor == Factor::Llt || type.factor == Factor::LltUpper) {
      Matrix l = x[0].llt().matrixL();
      return transposed ? Matrix(l.transpose().inverse() * x[1]) : Matrix(l.inverse() * x[1]);
    }
    Eigen::LDLT<Matrix> ldlt(x[0]);
    Matrix l = ldlt.matrixL();
    if (!transposed)
      return l.inverse() * (ldlt.transpositionsP() * x[1]);
    return ldlt.transpositionsP().transpose() * Matrix(l.transpose().inverse() * x[1]);
  };
  switch (op.kind) {
  case Op::Cross: {
    Eigen::Vector3d a = x[0].reshaped(), b = x[1].reshaped(), y = a.cross(b);
    return y.reshaped(x[0].rows(), x[0].cols());
  }
  case Op::SparseProduct: {
    const Matrix S = patterned(x[0](0), static_cast<Eigen::Index>(x[3](0)), x[2].rows(), x[1]);
    return S * x[2];
  }
  case Op::SparseTransposedProduct: {
    const Matrix S = patterned(x[0](0), x[2].rows(), static_cast<Eigen::Index>(x[3](0)), x[1]);
    return S.transpose() * x[2];
  }
  case Op::SparseOuter: {
    const Matrix all = x[1] * x[2].transpose();
    Matrix y(static_cast<Eigen::Index>(x[3](0)), 1);
    inPattern(x[0](0), all.rows(), all.cols(), [&](Eigen::Index k, Eigen::Index i, Eigen::Index j) { y(k) = all(i, j); });
    return y;
  }
  case Op::Reverse: return reversed(x[0], op.attrs.axis);
  case Op::Sequence: {
    Matrix y(static_cast<Eigen::Index>(x[1](0)), 1);
    for (Eigen::Index i = 0; i < y.size(); ++i)
      y(i) = x[0](0) + static_cast<double>(i) * x[2](0);
    return y;
  }
  case Op::Positions: {
    Matrix y(static_cast<Eigen::Index>(x[1](0)), static_cast<Eigen::Index>(x[2](0)));
    for (Eigen::Index j = 0; j < y.cols(); ++j)
      for (Eigen::Index i = 0; i < y.rows(); ++i)
        y(i, j) = x[0](0) + static_cast<double>(i) * x[3](0) + static_cast<double>(j) * x[4](0);
    return y;
  }
  case Op::Gather: {
    if (x[1].cols() != 1) { // a matrix of positions
      Matrix column = x[0], y(x[1].size(), 1);
      selected(column, x[1].reshaped(), x[2], y, [](double &in, double &out) { out = in; });
      return y.reshaped(x[1].rows(), x[1].cols());
    }
    Matrix whole = x[0], y(x[1].size(), x[2].size());
    selected(whole, x[1], x[2], y, [](double &in, double &out) { out = in; });
    return y;
  }
  case Op::Put:
  case Op::Scatter: {
    Matrix whole = x[0], y = x[1].cols() != 1 ? Matrix(x[3].reshaped()) : x[3];
    selected(whole, x[1].reshaped(), x[2], y,
             [&](double &in, double &out) { in = op.kind == Op::Put ? out : in + out; });
    return whole;
  }
  case Op::Random: // any numbers, as long as they stay the same
    return Matrix::Constant(static_cast<Eigen::Index>(x[0](0)), static_cast<Eigen::Index>(x[1](0)), 0.3);
  case Op::Triangle: return part(x[0], op.attrs.triangle);
  case Op::Symmetric: return symmetric(x[0], op.attrs.triangle == Triangle::Upper);
  case Op::TriSolve: return solved(part(x[0], op.attrs.triangle), x[1]);
  case Op::Inverse: return x[0].inverse();
  case Op::MatrixFunction: return functionOf(*op.attrs.integer, x[0], x.size() > 1 ? x[1](0) : 0);
  case Op::MatrixFunctionAlong: {
    const Eigen::Index n = x[0].rows();
    Matrix blocks = Matrix::Zero(2 * n, 2 * n);
    blocks << x[0], x[1], Matrix::Zero(n, n), x[0];
    return functionOf(*op.attrs.integer, blocks, x.size() > 2 ? x[2](0) : 0).topRightCorner(n, n);
  }
  case Op::Factorize: {
    const ir::FactorInfo &info = ir::info(op.result()->type.factor);
    return info.symmetric ? symmetric(x[0], info.upper) : x[0];
  }
  case Op::Solve: return solved(x[0], x[1]);
  case Op::SolveTransposed: return solved(x[0].transpose(), x[1]);
  case Op::LogDet: return scalar(std::log(std::abs(x[0].determinant())));
  case Op::Determinant: return scalar(x[0].determinant());
  case Op::MatrixL: return x[0].llt().matrixL();
  case Op::MatrixLU: return op.operand(0)->type.factor == ir::Factor::FullPivLu ? Matrix(x[0].fullPivLu().matrixLU()) : Matrix(x[0].partialPivLu().matrixLU());
  case Op::MatrixR: {
    const Eigen::Index n = x[0].cols();
    if (op.operand(0)->type.factor == ir::Factor::ColPivHouseholderQr)
      return x[0].colPivHouseholderQr().matrixQR().topRows(n).triangularView<Eigen::Upper>();
    return x[0].householderQr().matrixQR().topRows(n).triangularView<Eigen::Upper>();
  }
  case Op::Permutation: {
    Eigen::VectorXi order;
    if (op.operand(0)->type.factor == ir::Factor::ColPivHouseholderQr)
      order = x[0].colPivHouseholderQr().colsPermutation().indices();
    else if (op.operand(0)->type.factor == ir::Factor::PartialPivLu)
      order = x[0].partialPivLu().permutationP().inverse().eval().indices();
    else if (*op.attrs.integer == 0)
      order = x[0].fullPivLu().permutationP().inverse().eval().indices();
    else
      order = x[0].fullPivLu().permutationQ().indices();
    return order.cast<double>();
  }
  case Op::FactorTest: return scalar(ir::kFactorTests[*op.attrs.integer] == "rank" ? static_cast<double>(x[0].cols()) : 1);
  case Op::VectorD: return x[0].ldlt().vectorD();
  case Op::HalfSolve: return lower(false);
  case Op::HalfSolveTransposed: return lower(true);
  case Op::Eigenvalues: return Eigen::SelfAdjointEigenSolver<Matrix>(x[0]).eigenvalues();
  case Op::Eigenvectors: return Eigen::SelfAdjointEigenSolver<Matrix>(x[0]).eigenvectors();
  case Op::SingularValues: return x[0].jacobiSvd().singularValues();
  case Op::SingularU: return x[0].jacobiSvd(Eigen::ComputeThinU | Eigen::ComputeThinV).matrixU();
  case Op::SingularV: return x[0].jacobiSvd(Eigen::ComputeThinU | Eigen::ComputeThinV).matrixV();
  default: throw std::runtime_error("no operation of linear algebra");
  }
}

} // namespace gateaux::transform::test
