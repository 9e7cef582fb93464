// SPDX-License-Identifier: Apache-2.0
//
// Handles with which derivative rules are written as formulas.
#pragma once

#include "../ir/Builder.h"

namespace gateaux::transform {

/// A value, or zero where it is null: a formula in which a tangent is null creates no operation
/// for the terms that it would make zero.
struct Expr {
  ir::Builder *b = nullptr;
  ir::Value *v = nullptr;
  explicit operator bool() const { return v != nullptr; }
};

inline Expr unary(ir::Op op, Expr x, ir::Attributes attrs = {}) {
  return x ? Expr{x.b, x.b->create(op, {x.v}, attrs)} : Expr{};
}
/// Bilinear, or coefficient-wise with both operands present: zero where one of them is.
inline Expr binary(ir::Op op, Expr x, Expr y) {
  return x && y ? Expr{x.b, x.b->create(op, {x.v, y.v})} : Expr{};
}
inline Expr number(Expr like, double c) {
  return {like.b, like.b->constant(c, like.v->type.scalar)};
}

inline Expr operator-(Expr x) { return unary(ir::Op::Neg, x); }
inline Expr operator+(Expr x, Expr y) { return !x ? y : !y ? x : binary(ir::Op::Add, x, y); }
inline Expr operator-(Expr x, Expr y) { return !y ? x : !x ? -y : binary(ir::Op::Sub, x, y); }
inline Expr operator*(Expr x, Expr y) { return binary(ir::Op::Mul, x, y); }
inline Expr operator/(Expr x, Expr y) { return binary(ir::Op::Div, x, y); }
inline Expr operator*(double c, Expr x) { return x ? number(x, c) * x : x; }
inline Expr operator*(Expr x, double c) { return c * x; }
inline Expr operator/(double c, Expr x) { return number(x, c) / x; }
inline Expr operator+(double c, Expr x) { return number(x, c) + x; }
inline Expr operator+(Expr x, double c) { return x + number(x, c); }
inline Expr operator-(double c, Expr x) { return number(x, c) - x; }
inline Expr operator-(Expr x, double c) { return x - number(x, c); }

inline Expr safeDiv(Expr x, Expr y) { return binary(ir::Op::SafeDiv, x, y); }
inline Expr dot(Expr x, Expr y) { return binary(ir::Op::Dot, x, y); }
inline Expr matmul(Expr x, Expr y) { return binary(ir::Op::Matmul, x, y); }
inline Expr transposed(Expr x) { return unary(ir::Op::Transpose, x); }
inline Expr along(ir::Op op, Expr x, ir::Axis axis) {
  ir::Attributes a;
  a.axis = axis;
  return unary(op, x, a);
}
inline Expr compare(Expr x, ir::Predicate p, Expr y) {
  ir::Attributes a;
  a.predicate = p;
  return {x.b, x.b->create(ir::Op::Compare, {x.v, y.v}, a)};
}
inline Expr less(Expr x, Expr y) { return compare(x, ir::Predicate::Lt, y); }
inline Expr equal(Expr x, double c) { return compare(x, ir::Predicate::Eq, number(x, c)); }

/// That part of `x`, zeros elsewhere.
Expr triangle(Expr x, ir::Triangle part);
/// The solution of a triangular system: of the part of `t`.
Expr triSolve(Expr t, Expr x, ir::Triangle part);
/// The solutions of A X = B and A' X = B with a decomposition of A.
Expr solve(Expr f, Expr x);
Expr solveTransposed(Expr f, Expr x);
/// The part of the transpose that a part becomes.
ir::Triangle transposedTriangle(ir::Triangle t);

/// `cond ? x : y` coefficient by coefficient, in the shape of `like`; zero for a null arm.
Expr select(Expr cond, Expr x, Expr y, Expr like);
/// `x` in the shape of `like`: a scalar is broadcast, and what is not known to be a row or column
/// at compile time becomes one where `like` is.
Expr inShapeOf(Expr x, Expr like);

} // namespace gateaux::transform
