// SPDX-License-Identifier: Apache-2.0
//
// Variables: named expressions, assignment, parts that are read and written, outputs by reference.
#ifndef GATEAUX_TEST_NUMERIC_PLACES_HPP
#define GATEAUX_TEST_NUMERIC_PLACES_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include <cmath>
#include <utility>

namespace places {

using Eigen::ArrayXd;
using Eigen::MatrixXd;
using Eigen::RowVectorXd;
using Eigen::VectorXd;

/// `auto` names an expression, not its value: it is computed where it is used, from what its
/// variables hold there.
GATEAUX_DIFFERENTIATE(gradient, adjoint, hvp, objective)
inline double expressions(const MatrixXd &A, const VectorXd &x) {
  VectorXd y = A * x;
  auto twice = 2.0 * y;
  auto product = A * y;
  const auto &array = y.array();
  auto before = twice.eval();
  double a = twice.sum();
  y = y.cwiseProduct(x) + x;
  double b = twice.sum() + (array * array).sum();
  VectorXd c = product;
  y *= 0.5;
  auto mixed = (twice + c).array().sin();
  y += before;
  return a * b + c.squaredNorm() + mixed.sum() + product.dot(before);
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double reassigned(const MatrixXd &A, const VectorXd &x, double s) {
  double t = s;
  MatrixXd B = A;
  VectorXd y = x;
  y = A * y + x;
  t *= y.sum();
  B = B * B;
  B = t * B + A.transpose();
  y = B * y;
  t = t * t - s;
  t += y.squaredNorm();
  y = x;
  B = B.cwiseProduct(B) * A;
  y -= B * y;
  B.transposeInPlace();
  return t + y.sum() * B.sum() + t / (1 + s * s);
}

/// The compiler evaluates what is aliased before it is written.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double aliased(const MatrixXd &A, const VectorXd &x) {
  MatrixXd B = A;
  B = B * B;
  B = B.transpose().eval();
  B = (B + B.transpose()).eval() * A;
  VectorXd y = x;
  y = y + y;
  y = y.cwiseProduct(y) - y;
  y += y;
  y.head(2) = y.tail(2).eval();
  y.array() *= y.array();
  return (B * y).squaredNorm() + B.sum();
}

// Parts.

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double elements(const MatrixXd &A, const VectorXd &x) {
  double a = A(0, 1) * x(2) + x[0] * A.coeff(2, 0);
  double b = std::sin(x(1)) * A(1, 1);
  VectorXd y = x;
  y(0) = a * b;
  y[1] += x(2) * x(2);
  y(2) *= b;
  MatrixXd B = A;
  B(0, 0) = x(0) * x(1);
  B(2, 1) -= a;
  B.coeffRef(1, 2) = B(0, 0) * A(1, 2);
  return y.squaredNorm() + (B * y).squaredNorm();
}

GATEAUX_DIFFERENTIATE(gradient, adjoint, hvp, objective)
inline double rows_and_columns(const MatrixXd &A, const VectorXd &x) {
  MatrixXd B = A;
  B.row(0) = A.row(1) + A.row(2).cwiseProduct(A.row(0));
  B.col(1) = x;
  B.col(2) += A * x;
  B.row(2) *= 2.0;
  B.col(0).array() += x(0);
  RowVectorXd r = B.row(1) * A;
  return (B * A.col(0)).squaredNorm() + r.dot(B.col(2)) + A.col(1).sum();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double blocks(const MatrixXd &A, const VectorXd &x) {
  MatrixXd B = A;
  B.block(0, 1, 2, 2) = A.block(1, 0, 2, 2) * A.topLeftCorner(2, 2);
  B.bottomRows(1) += x.transpose() * 2.0;
  B.leftCols(2) *= 0.5;
  B.topRightCorner(1, 2) -= A.bottomLeftCorner(1, 2);
  B.middleRows(1, 1) += A.topRows(1);
  return B.squaredNorm() + (B.rightCols(2).transpose() * x).sum() +
         A.middleCols(1, 1).squaredNorm() + A.bottomRightCorner(2, 2).sum() +
         A.block<2, 2>(0, 1).squaredNorm();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double segments(const VectorXd &x, const RowVectorXd &z) {
  VectorXd y = VectorXd::Zero(x.size());
  y.head(2) = x.tail(2);
  y.segment(1, 2) += x.head(2).cwiseProduct(x.segment(2, 2));
  y.tail<1>() = z.head<1>();
  RowVectorXd w = z;
  w.tail(2) = x.head(2).transpose();
  return y.squaredNorm() * w.sum() + x.segment<2>(1).dot(z.segment(0, 2));
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double diagonals(const MatrixXd &A, const VectorXd &x) {
  MatrixXd B = A;
  B.diagonal() = x;
  B.diagonal() += A.diagonal().cwiseProduct(x);
  B.transpose().row(0) += x.transpose();
  return (B * A).squaredNorm();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double from_numbers(double a, double b, const VectorXd &x) {
  Eigen::Vector3d v(a, b, a * b);
  VectorXd w(5);
  w << x.head(2), v;
  MatrixXd M(2, 2);
  M << a, b, x(0), x(1) * a;
  Eigen::Vector2d u{x(2), b};
  return v.dot(x) + w.squaredNorm() + (M * u).squaredNorm() + u.x() * v.z() - w.w() * v.y();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double swapped(const VectorXd &x, const VectorXd &y) {
  VectorXd a = x, b = y;
  a.swap(b);
  double s = a(0), t = b(1);
  std::swap(s, t);
  b.normalize();
  return s * s * t + a.cwiseProduct(a).dot(b);
}

/// References and const locals name what they are bound to.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double references(const MatrixXd &A, const VectorXd &x) {
  const VectorXd &y = x;
  MatrixXd B = A;
  MatrixXd &C = B;
  C *= 2.0;
  auto column = B.col(0);
  column += y;
  Eigen::Ref<VectorXd> last = B.col(2);
  last *= y(0);
  double s = 1.5;
  double &t = s;
  t *= x(1);
  return (B * x).squaredNorm() * s + column.sum();
}

// Outputs.

GATEAUX_DIFFERENTIATE(wrt(A, x), tangent, adjoint)
inline void two_outputs(const MatrixXd &A, const VectorXd &x, VectorXd &y, double &norm) {
  y = A * x;
  norm = y.squaredNorm();
  y.array() += norm;
}

GATEAUX_DIFFERENTIATE(wrt(A, x), tangent, adjoint)
inline double value_and_output(const MatrixXd &A, const VectorXd &x, MatrixXd &B) {
  B = A * x.asDiagonal();
  return B.squaredNorm() * x.sum();
}

/// y is read and written.
GATEAUX_DIFFERENTIATE(wrt(A, y), tangent, adjoint)
inline void in_and_out(const MatrixXd &A, VectorXd &y) { y = A * y + y.cwiseProduct(y); }

/// In and out, with a result and a pure output beside it.
GATEAUX_DIFFERENTIATE(tangent, adjoint)
inline double all_kinds(const VectorXd &x, VectorXd &state, double &count, VectorXd &out) {
  out = state.cwiseProduct(x);
  state += count * x;
  count *= out.sum();
  return state.squaredNorm();
}

} // namespace places

#endif // GATEAUX_TEST_NUMERIC_PLACES_HPP
