// SPDX-License-Identifier: Apache-2.0
//
// Members that select, arrange and make coefficients, and functions of coefficients given as lambdas.
#ifndef GATEAUX_TEST_NUMERIC_STRUCTURE_HPP
#define GATEAUX_TEST_NUMERIC_STRUCTURE_HPP

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <gateaux/gateaux.hpp>

namespace structure {

using Eigen::MatrixXd;
using Eigen::RowVectorXd;
using Eigen::Vector3d;
using Eigen::VectorXd;

// Slices.

GATEAUX_DIFFERENTIATE(wrt(A, x), gradient, adjoint, hvp, objective)
inline double slices(const MatrixXd &A, const VectorXd &x, const Eigen::VectorXi &rows) {
  using Eigen::all;
  using Eigen::last;
  using Eigen::seq;
  using Eigen::seqN;
  MatrixXd B = A(seq(1, 3), all);
  MatrixXd C = A(rows, all);
  MatrixXd D = A(seqN(0, 2, 2), seq(last - 1, last));
  VectorXd y = x({0, 2, 2});
  double corner = A(last, last);
  return B.array().cube().sum() + C.squaredNorm() + D.squaredNorm() + y.array().cube().sum() + corner * x(last);
}

GATEAUX_DIFFERENTIATE(wrt(A, B), gradient, adjoint, hvp, objective)
inline double written_slices(const MatrixXd &A, const MatrixXd &B, const Eigen::VectorXi &rows) {
  using Eigen::all;
  MatrixXd C = A;
  C(Eigen::seqN(0, 2, 2), all) = B.topRows(2);
  C(rows, all) += B.topRows(rows.size());
  C(Eigen::seq(1, 2), Eigen::seqN(0, 2)) *= 2.0;
  return C.array().cube().sum();
}

GATEAUX_DIFFERENTIATE(gradient, adjoint, hvp, objective)
inline double other_diagonals(const MatrixXd &A, const VectorXd &x) {
  MatrixXd B = A;
  B.diagonal(1) = x;
  B.diagonal(-1) += x.cwiseAbs2();
  return B.squaredNorm() + A.diagonal<2>().array().cube().sum();
}

GATEAUX_DIFFERENTIATE(gradient, adjoint, hvp, objective)
inline double reshapes(const MatrixXd &A) {
  VectorXd x = A.reshaped();
  MatrixXd B = A.reshaped(A.cols(), A.rows());
  MatrixXd C = B;
  C.reshaped() += x;
  return (A * B).array().cube().sum() + x.squaredNorm() + C.squaredNorm() * C(0, 0);
}

GATEAUX_DIFFERENTIATE(gradient, adjoint, hvp, objective)
inline double reversals(const MatrixXd &A, const VectorXd &x) {
  VectorXd y = x.reverse();
  VectorXd z = x;
  z.reverseInPlace();
  MatrixXd B = A.colwise().reverse() * A.rowwise().reverse().transpose();
  return y.dot(x) + (B * A).sum() + z.array().cube().sum() + A.reverse().cwiseProduct(A).sum();
}

GATEAUX_DIFFERENTIATE(gradient, adjoint, hvp, objective)
inline double resizes(const MatrixXd &A, const VectorXd &x) {
  MatrixXd B = A * A.transpose();
  B.conservativeResize(2, Eigen::NoChange);
  VectorXd y = x.cwiseAbs2();
  y.conservativeResize(x.size() + 1);
  y(x.size()) = x.sum();
  return B.squaredNorm() + y.squaredNorm();
}

GATEAUX_DIFFERENTIATE(gradient, adjoint, hvp, objective)
inline double made(const VectorXd &x, double low, double high) {
  VectorXd t = VectorXd::LinSpaced(x.size(), low, high);
  VectorXd s(x.size());
  s.setLinSpaced(low * low, high);
  VectorXd e = VectorXd::Unit(x.size(), 1);
  RowVectorXd r = RowVectorXd::LinSpaced(3, low, high);
  return x.dot(t.cwiseAbs2()) + s.array().sin().sum() + e.dot(x) * r.squaredNorm();
}

GATEAUX_DIFFERENTIATE(gradient, adjoint, hvp, objective)
inline double geometry(const Vector3d &a, const Vector3d &b, const VectorXd &x) {
  Vector3d c = a.cross(b);
  Vector3d d = x.head<3>().cross(c) + Vector3d::UnitY();
  VectorXd h = x.homogeneous();
  VectorXd p = h.array().exp().matrix().hnormalized();
  MatrixXd points = x.head(3) * a.transpose();
  MatrixXd raised = points.colwise().homogeneous().array().exp().matrix();
  MatrixXd projected = raised.rowwise().hnormalized();
  return c.squaredNorm() + d.dot(a) * p.squaredNorm() + projected.array().sin().sum() +
         raised.colwise().hnormalized().squaredNorm();
}

// Functions given as lambdas.

GATEAUX_DIFFERENTIATE(gradient, adjoint, hvp, objective)
inline double lambdas(const MatrixXd &A, const MatrixXd &B, double s) {
  MatrixXd C = A.unaryExpr([s](double x) { return s * std::exp(-x * x) + (x > 0 ? x : 0.5 * x); });
  MatrixXd D = A.binaryExpr(B, [](double a, double b) {
    double r = a * b;
    return std::sin(r) + r * r;
  });
  double product = A.row(0).redux([](double a, double b) { return a * b; });
  VectorXd largest = A.rowwise().redux([](double a, double b) { return std::max(a, b); });
  return C.squaredNorm() + D.sum() + product + largest.squaredNorm();
}

} // namespace structure

#endif // GATEAUX_TEST_NUMERIC_STRUCTURE_HPP
