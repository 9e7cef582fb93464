// SPDX-License-Identifier: Apache-2.0
//
// Tangents of linear algebra. The tangent of a decomposition is that of its matrix, symmetric where
// it is a symmetric matrix that has been decomposed, so that every rule shares the decomposition
// that is there already. Sources: Giles 2008, "An extended collection of matrix derivative
// results", and Murray 2016, "Differentiation of the Cholesky decomposition".
#include "../ir/Factors.h"
#include "../ir/Shapes.h"
#include "Fold.h"
#include "TangentRules.h"

namespace gateaux::transform {

using ir::Axis;
using ir::Op;
using ir::Triangle;
using ir::Value;

Triangle transposedTriangle(Triangle t) {
  switch (t) {
  case Triangle::Lower: return Triangle::Upper;
  case Triangle::Upper: return Triangle::Lower;
  case Triangle::StrictlyLower: return Triangle::StrictlyUpper;
  case Triangle::StrictlyUpper: return Triangle::StrictlyLower;
  case Triangle::UnitLower: return Triangle::UnitUpper;
  case Triangle::UnitUpper: return Triangle::UnitLower;
  case Triangle::None: break;
  }
  return Triangle::None;
}

Expr triangle(Expr x, Triangle part) {
  ir::Attributes a;
  a.triangle = part;
  return unary(Op::Triangle, x, a);
}

/// `f` of what a scalar multiplies, times the scalar: solutions that differ by a factor are then
/// found to be one, and so are their tangents.
template <class F> static Expr linearIn(Expr x, F f) {
  const ir::Operation *op = x.v->def;
  if (op && op->kind == Op::Neg)
    return -linearIn({x.b, op->operand(0)}, f);
  if (op && op->kind == Op::Mul)
    for (unsigned i = 0; i < 2; ++i)
      if (!op->operand(i)->type.dense)
        return Expr{x.b, op->operand(i)} * linearIn({x.b, op->operand(1 - i)}, f);
  return f(x);
}

Expr triSolve(Expr t, Expr x, Triangle part) {
  if (!t || !x)
    return {};
  ir::Attributes a;
  a.triangle = part;
  return linearIn(x, [&](Expr b) { return Expr{t.b, t.b->create(Op::TriSolve, {t.v, b.v}, a)}; });
}

Expr solve(Expr f, Expr x) {
  return f && x ? linearIn(x, [&](Expr b) { return binary(Op::Solve, f, b); }) : Expr{};
}

Expr solveTransposed(Expr f, Expr x) {
  if (!f || !x)
    return {};
  if (ir::info(f.v->type.factor).symmetric)
    return solve(f, x);
  return linearIn(x, [&](Expr b) {
    ir::Type t = f.v->type.withShape(f.v->type.rows, b.v->type.cols);
    return Expr{f.b, f.b->createTyped(Op::SolveTransposed, t, {f.v, b.v})};
  });
}

namespace {

/// The diagonal halved and what lies above it left out: the Phi of Murray's paper.
Expr halvedLower(Expr m) {
  Expr d = 0.5 * unary(Op::Diagonal, m);
  return triangle(m, Triangle::StrictlyLower) +
         Expr{m.b, m.b->diag(d.v, m.b->rows(m.v), m.b->cols(m.v))};
}

/// The matrix that a decomposition is of.
Expr matrixOf(Expr f) { return {f.b, f.v->def->operand(0)}; }

/// Scales column j of `m` by coefficient j of `d`.
Expr scaleColumns(Expr m, Expr d) {
  return m * Expr{m.b, m.b->broadcast(transposed(d).v, m.b->rows(m.v), m.b->cols(m.v), m.v->type)};
}
/// Scales row i of `m` by coefficient i of `d`.
Expr scaleRows(Expr m, Expr d) {
  return m * Expr{m.b, m.b->broadcast(d.v, m.b->rows(m.v), m.b->cols(m.v), m.v->type)};
}
/// The square matrix with d_j - d_i in row i, column j.
Expr differences(Expr d) {
  ir::Builder &b = *d.b;
  Value *n = b.rows(d.v);
  ir::Type square = d.v->type.withShape(d.v->type.rows, d.v->type.rows);
  square.rowMajor = false;
  return Expr{&b, b.broadcast(transposed(d).v, n, n, square)} -
         Expr{&b, b.broadcast(d.v, n, n, square)};
}

/// True where the matrix of a decomposition is known to be square.
bool isSquare(Expr f) {
  return ir::extent(f.v, 0) == ir::extent(f.v, 1) || !ir::info(f.v->type.factor).leastSquares;
}

/// Y = A+ B. Where A is not square, B - A Y and what lies in the kernel of A contribute (Golub and
/// Pereyra 1973), with the rank taken as constant.
Expr solveTangent(Expr f, Expr b, Expr y, Expr df, Expr db) {
  Expr dy = solve(f, db - matmul(df, y));
  if (!df || isSquare(f))
    return dy;
  Expr a = matrixOf(f), dat = transposed(df);
  dy = dy + solve(f, solveTransposed(f, matmul(dat, b - matmul(a, y))));
  if (ir::info(f.v->type.factor).shortest) {
    Expr z = matmul(dat, solveTransposed(f, y));
    dy = dy + (z - solve(f, matmul(a, z)));
  }
  return dy;
}

/// Y = (A')+ B.
Expr solveTransposedTangent(Expr f, Expr b, Expr y, Expr df, Expr db) {
  Expr dy = solveTransposed(f, db - matmul(transposed(df), y));
  if (!df || isSquare(f))
    return dy;
  Expr a = matrixOf(f), z = matmul(df, solve(f, y));
  dy = dy + (z - solveTransposed(f, matmul(transposed(a), z)));
  if (ir::info(f.v->type.factor).shortest)
    dy = dy + solveTransposed(f, solve(f, matmul(df, b - matmul(transposed(a), y))));
  return dy;
}

Expr halfSolve(Op kind, Expr f, Expr x) { return binary(kind, f, x); }

/// The inverse of L times P dA P' times the inverse of L'.
Expr middle(Expr f, Expr df) {
  return halfSolve(Op::HalfSolve, f, transposed(halfSolve(Op::HalfSolve, f, df)));
}

/// The inverse of L times dL.
Expr relativeL(Expr f, Expr df) {
  if (!df)
    return df;
  Expr m = middle(f, df);
  if (ir::info(f.v->type.factor).eigenClass == "LLT")
    return halvedLower(m);
  Expr d{f.b, f.b->createTyped(Op::VectorD, f.v->type.withShape(f.v->type.rows, 1), {f.v})};
  return scaleColumns(triangle(m, Triangle::StrictlyLower), 1 / d);
}

Value *identityLike(ir::Builder &b, Value *square) {
  ir::Type t = square->type;
  t.factor = ir::Factor::None;
  t.array = t.rowMajor = false;
  return b.createTyped(Op::Identity, t, {b.rows(square), b.cols(square)});
}

/// The rows or columns of `x` in the order that a decomposition has put them in.
Expr permuted(Expr f, Expr x) {
  if (!x)
    return x;
  ir::Builder &b = *f.b;
  auto order = [&](int axis) {
    const ir::Factor kind = f.v->type.factor;
    const bool has = axis == 0 ? kind != ir::Factor::ColPivHouseholderQr && kind != ir::Factor::HouseholderQr
                               : kind == ir::Factor::FullPivLu || kind == ir::Factor::ColPivHouseholderQr;
    Value *count = axis == 0 ? b.rows(x.v) : b.cols(x.v);
    const int extent = axis == 0 ? x.v->type.rows : x.v->type.cols;
    if (!has)
      return b.createTyped(Op::Sequence, ir::Type::index().withShape(extent, 1),
                           {b.integer(0), count, b.integer(1)});
    ir::Attributes which;
    which.integer = axis;
    return b.createTyped(Op::Permutation, ir::Type::integer("int").withShape(extent, 1), {f.v}, which);
  };
  Value *rows = order(0), *cols = order(1);
  return {&b, b.createTyped(Op::Gather, x.v->type.withShape(x.v->type.rows, x.v->type.cols), {x.v, rows, cols})};
}

/// The solution of X T = B.
Expr triSolveRight(Expr t, Expr b, Triangle part) {
  return b ? transposed(triSolve(transposed(t), transposed(b), transposedTriangle(part))) : b;
}

/// L and U in one matrix, of which P dA Q = dL U + L dU.
Expr luTangent(Expr f, Expr y, Expr da) {
  if (!da)
    return da;
  Expr m = triSolveRight(y, triSolve(y, permuted(f, da), Triangle::UnitLower), Triangle::Upper);
  Expr lower = triangle(m, Triangle::StrictlyLower), upper = triangle(m, Triangle::Upper);
  return lower + matmul(triangle(y, Triangle::StrictlyLower), lower) + matmul(upper, triangle(y, Triangle::Upper));
}

/// R, which is the Cholesky factor of P' A' A P but for the signs of its rows.
Expr rTangent(Expr f, Expr y, Expr da) {
  if (!da)
    return da;
  Expr a = permuted(f, matrixOf(f)), c = matmul(transposed(a), permuted(f, da));
  Expr s = triSolveRight(y, triSolve(transposed(y), c, Triangle::Lower), Triangle::Upper);
  return matmul(transposed(halvedLower(s + transposed(s))), y);
}

/// The solution of a triangular system.
Expr triSolveTangent(const ir::Operation &op, Expr t, Expr y, Expr dt, Expr db) {
  const Triangle part = op.attrs.triangle;
  const Triangle varied = part == Triangle::UnitLower   ? Triangle::StrictlyLower
                          : part == Triangle::UnitUpper ? Triangle::StrictlyUpper
                                                        : part;
  return triSolve(t, db - matmul(triangle(dt, varied), y), part);
}

/// U, and V with the roles of rows and columns exchanged: `a` is then the transpose.
Expr singularTangent(Expr f, Expr u, Expr v, Expr s, Expr da) {
  // dU = U (F o (P S + S P')) + (1 - U U') dA V / S with P = U' dA V and F_ij = 1/(s_j^2 - s_i^2).
  Expr dav = matmul(da, v), p = matmul(transposed(u), dav);
  Expr squares = unary(Op::Square, s);
  Expr inner = safeDiv(scaleColumns(p, s) + scaleRows(transposed(p), s), differences(squares));
  Expr du = matmul(u, inner);
  // Where U is square its columns span everything.
  if (ir::extent(u.v, 0) == ir::extent(u.v, 1))
    return du;
  (void)f;
  return du + scaleColumns(dav - matmul(u, p), 1 / s);
}

} // namespace

Expr linearAlgebraTangent(ir::Builder &builder, const ir::Operation &op, Expr da, Expr db) {
  const Expr f{&builder, op.operand(0)}, y{&builder, op.result()};
  const Expr b{&builder, op.operands.size() > 1 ? op.operand(1) : nullptr};
  const ir::Type &t = op.operand(0)->type;
  auto part = [&](Op kind, ir::Type type) {
    return Expr{&builder, builder.createTyped(kind, std::move(type), {f.v})};
  };
  const int diagonal = t.rows == ir::kDynamic || t.cols == ir::kDynamic ? ir::kDynamic
                       : t.rows < t.cols                                ? t.rows
                                                                        : t.cols;
  switch (op.kind) {
  case Op::Inverse:
    return -matmul(matmul(y, da), y);
  case Op::Factorize: {
    const ir::FactorInfo &info = ir::info(op.result()->type.factor);
    // Of a matrix that is symmetric anyway the tangent is, too; both triangles stand for each other.
    if (!info.symmetric || !da || isSymmetric(op.operand(0)))
      return da;
    ir::Attributes a;
    a.triangle = info.upper ? Triangle::Upper : Triangle::Lower;
    return unary(Op::Symmetric, da, a);
  }
  case Op::Solve:
    return solveTangent(f, b, y, da, db);
  case Op::SolveTransposed:
    return solveTransposedTangent(f, b, y, da, db);
  case Op::LogDet:
  case Op::Determinant: {
    Expr inverse = solveTransposed(f, {&builder, identityLike(builder, f.v)});
    Expr d = dot(inverse, da);
    return op.kind == Op::LogDet ? d : y * d;
  }
  case Op::MatrixL:
    return matmul(y, relativeL(f, da));
  case Op::MatrixLU:
    return luTangent(f, y, da);
  case Op::MatrixR:
    return rTangent(f, y, da);
  case Op::VectorD:
    return unary(Op::Diagonal, middle(f, da));
  case Op::HalfSolve: {
    Expr g = relativeL(f, da);
    return halfSolve(Op::HalfSolve, f, db) - matmul(g, y);
  }
  case Op::HalfSolveTransposed: {
    Expr g = relativeL(f, da);
    return halfSolve(Op::HalfSolveTransposed, f, db - matmul(transposed(g), b));
  }
  case Op::TriSolve:
    return triSolveTangent(op, f, y, da, db);
  case Op::Eigenvalues: {
    Expr v = part(Op::Eigenvectors, t.withShape(t.rows, t.cols));
    return transposed(along(Op::Sum, v * matmul(da, v), Axis::Cols));
  }
  case Op::Eigenvectors: {
    // Where two eigenvalues are equal their vectors are taken not to turn into each other.
    Expr values = part(Op::Eigenvalues, t.withShape(t.rows, 1));
    Expr inner = matmul(transposed(y), matmul(da, y));
    return matmul(y, safeDiv(inner, differences(values)));
  }
  case Op::SingularValues: {
    Expr u = part(Op::SingularU, t.withShape(t.rows, diagonal));
    Expr v = part(Op::SingularV, t.withShape(t.cols, diagonal));
    return transposed(along(Op::Sum, u * matmul(da, v), Axis::Cols));
  }
  case Op::SingularU:
  case Op::SingularV: {
    const bool left = op.kind == Op::SingularU;
    Expr s = part(Op::SingularValues, t.withShape(diagonal, 1));
    Expr other = left ? part(Op::SingularV, t.withShape(t.cols, diagonal))
                      : part(Op::SingularU, t.withShape(t.rows, diagonal));
    return singularTangent(f, y, other, s, left ? da : transposed(da));
  }
  default:
    return {};
  }
}

} // namespace gateaux::transform
