// SPDX-License-Identifier: Apache-2.0
//
// + - * / of numbers, vectors, matrices and arrays in every combination; what makes matrices out of
// nothing; conversions.
#ifndef GATEAUX_TEST_NUMERIC_ARITHMETIC_HPP
#define GATEAUX_TEST_NUMERIC_ARITHMETIC_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

namespace arithmetic {

using Eigen::ArrayXd;
using Eigen::ArrayXXd;
using Eigen::MatrixXd;
using Eigen::RowVectorXd;
using Eigen::VectorXd;

GATEAUX_DIFFERENTIATE(tangent, adjoint, jacobian, objective)
inline MatrixXd matrices(const MatrixXd &A, const MatrixXd &B, double s) {
  MatrixXd C = s * A + B * s - A / s;
  return C - (-B) + 2 * (A - C) / 3;
}

GATEAUX_DIFFERENTIATE(tangent, adjoint, jacobian, objective)
inline VectorXd vectors(const VectorXd &x, const VectorXd &y, double s) {
  VectorXd z = s * x + y * s - x / s;
  return z - (-y) + 2 * (x - z) / 3;
}

GATEAUX_DIFFERENTIATE(tangent, adjoint, objective)
inline RowVectorXd row_vectors(const RowVectorXd &x, const RowVectorXd &y, double s) {
  return s * x + y / s - (-y);
}

GATEAUX_DIFFERENTIATE(gradient, adjoint, hvp, objective)
inline double arrays(const ArrayXXd &A, const ArrayXXd &B, double s) {
  ArrayXXd C = A * B + A / B;
  ArrayXXd D = s * A - B * s + s / B;
  ArrayXXd E = (A - 3) * (s + B) - A / s;
  ArrayXXd F = s - A + 2.0 / B;
  return (C * D).sum() - (E / F).mean();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double array_vectors(const ArrayXd &a, const ArrayXd &b, double s) {
  ArrayXd c = (a + b) * (a - s) / (b + 2) - 1.0 / a;
  return (c * c).sum() + (a.matrix().dot(b.matrix())) * s;
}

GATEAUX_DIFFERENTIATE(gradient, objective)
inline double views(const MatrixXd &A, const MatrixXd &B, const ArrayXXd &C) {
  MatrixXd D = (A.array() * B.array() + 2.0).matrix() * B;
  ArrayXXd E = (A * B).array() * C - C.matrix().transpose().array();
  MatrixXd F = E.matrix() * D;
  ArrayXXd G = F;     // a matrix becomes an array
  MatrixXd H = G + C; // and an array a matrix
  return H.squaredNorm() + (A.array() + 1.0).matrix().sum();
}

// Updates in place.

GATEAUX_DIFFERENTIATE(gradient, adjoint, hvp, objective)
inline double updates(const MatrixXd &A, const MatrixXd &B, const VectorXd &x, double s) {
  MatrixXd C = A;
  C += B;
  C -= 2.0 * A * B;
  C *= s;
  C /= s * s + 1.0;
  C.array() += s;
  C.array() *= B.array();
  C.array() /= A.array().square() + 1.0;
  C.array() -= 0.25;
  C.colwise() += x;
  C.rowwise() -= x.transpose();
  VectorXd y = x;
  y += C * x;
  y -= x * s;
  y *= 2;
  y /= s;
  return y.squaredNorm() + C.sum();
}

// Zero, Ones, Constant, Identity.

GATEAUX_DIFFERENTIATE(gradient, objective)
inline double constants(const MatrixXd &A, const VectorXd &x, double s) {
  const Eigen::Index n = A.rows(), m = A.cols();
  MatrixXd Z = MatrixXd::Zero(n, m);
  MatrixXd O = MatrixXd::Ones(n, m) * s;
  MatrixXd C = MatrixXd::Constant(n, m, s);
  MatrixXd I = MatrixXd::Identity(n, m);
  VectorXd c = VectorXd::Constant(x.size(), 2.0);
  MatrixXd B = Z + O - C.cwiseProduct(A) + A * I + s * I;
  B += MatrixXd::Identity(n, n);
  MatrixXd W = MatrixXd::Zero(n, m);
  W.setConstant(s);
  W += A;
  MatrixXd V(n, m);
  V.setZero();
  V += A * s;
  VectorXd u = VectorXd::Ones(m);
  RowVectorXd z = RowVectorXd::Zero(m);
  z += x.transpose();
  return (B * x + c).squaredNorm() + W.squaredNorm() + (V * u).dot(x) + z.sum() +
         Eigen::Vector2d::Ones().sum() * s + Eigen::Matrix2d::Identity().trace() * s;
}

// cast, value, eval.

GATEAUX_DIFFERENTIATE(gradient, objective)
inline double evaluated(const MatrixXd &A, const VectorXd &x) {
  double q = (x.transpose() * A * x).value();
  VectorXd y = (A * x).eval() + (A.transpose() * x).eval().cwiseProduct(x);
  MatrixXd B = (A + A.transpose()).eval();
  return q + y.dot((B * x).eval()) + (x.transpose() * B).eval().sum();
}

GATEAUX_DIFFERENTIATE(wrt(A), gradient, objective)
inline double integers(const MatrixXd &A, const Eigen::MatrixXi &N, const Eigen::VectorXi &k) {
  MatrixXd B = A.cwiseProduct(N.cast<double>());
  VectorXd w = k.cast<double>();
  double total = static_cast<double>(N.sum());
  return (B * w).squaredNorm() / total + A.sum() / double(A.size()) + A.squaredNorm() * k.size();
}

GATEAUX_DIFFERENTIATE(gradient)
inline double narrowed(const MatrixXd &A, const Eigen::MatrixXf &B) {
  MatrixXd C = B.cast<double>() * A;
  return C.squaredNorm() + (A * C).sum();
}

// Numbers, vectors and matrices in one formula.

GATEAUX_DIFFERENTIATE(tangent, adjoint, gradient, hvp, hessian, objective)
inline double mixed(double s, const VectorXd &x, const MatrixXd &A, double t) {
  VectorXd y = s * A * x - x / t + (s + t) * x;
  return y.dot(x) * s + y.squaredNorm() / (t * t + 1) - (s - t) * (A.array() * s + t).sum();
}

} // namespace arithmetic

#endif // GATEAUX_TEST_NUMERIC_ARITHMETIC_HPP
