// SPDX-License-Identifier: Apache-2.0
//
// Functions with provided derivatives that the tool does not read: declared here and defined elsewhere. Generated code
// calls them.
#ifndef GATEAUX_TEST_NUMERIC_EXTERNAL_HPP
#define GATEAUX_TEST_NUMERIC_EXTERNAL_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

namespace external {

using Eigen::ArrayXd;
using Eigen::MatrixXd;
using Eigen::Vector3d;
using Eigen::VectorXd;

/// x with A(x) x = b, A(x) positive definite: by a decomposition.
GATEAUX_PROVIDED(wrt(A, b), tangent, adjoint)
VectorXd solved(const MatrixXd &A, const VectorXd &b);
VectorXd solved_tangent(const MatrixXd &A, const VectorXd &b, const MatrixXd &A_dot, const VectorXd &b_dot,
                        VectorXd &solved_dot);
VectorXd solved_adjoint(const MatrixXd &A, const VectorXd &b, const VectorXd &solved_bar, MatrixXd &A_bar,
                        VectorXd &b_bar);

/// A table of one variable, linear in between.
GATEAUX_PROVIDED(wrt(x), tangent, adjoint)
double table(double x, int rows);
double table_tangent(double x, int rows, const double &x_dot, double &table_dot);
double table_adjoint(double x, int rows, const double &table_bar, double &x_bar);

GATEAUX_PROVIDED(wrt(v), tangent, adjoint)
ArrayXd warped(const Vector3d &v);
ArrayXd warped_tangent(const Vector3d &v, const Vector3d &v_dot, ArrayXd &warped_dot);
ArrayXd warped_adjoint(const Vector3d &v, const ArrayXd &warped_bar, Vector3d &v_bar);

GATEAUX_DIFFERENTIATE(gradient, tangent, adjoint, objective)
inline double fit(const MatrixXd &A, const VectorXd &b, const VectorXd &c) {
  const MatrixXd S = A.transpose() * A + MatrixXd::Identity(A.cols(), A.cols());
  const VectorXd x = solved(S, 2.0 * A.transpose() * b);
  return (x - c).squaredNorm() + x.sum();
}

/// Of what could be differentiated only one thing is.
GATEAUX_DIFFERENTIATE(wrt(b), gradient, objective)
inline double fit_right(const MatrixXd &S, const VectorXd &b) { return solved(S, b).array().sin().sum(); }

GATEAUX_DIFFERENTIATE(gradient, objective)
inline double looked_up(const VectorXd &x, double s) { return table(x.squaredNorm(), 3) * s + table(s, 2); }

GATEAUX_DIFFERENTIATE(tangent, adjoint, jacobian, objective)
inline VectorXd warps(const Vector3d &v, double s) { return warped(s * v) * warped(v); }

} // namespace external

#endif // GATEAUX_TEST_NUMERIC_EXTERNAL_HPP
