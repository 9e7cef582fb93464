// SPDX-License-Identifier: Apache-2.0
// RUN: %compiles %s %flags | FileCheck %s
//
// Functions with provided derivatives that the tool does not read are called, with what they are passed in the type that they
// take, and what they add to set to zero before.
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

namespace library {
GATEAUX_PROVIDED(wrt(x), tangent, adjoint)
Eigen::VectorXd solve(const Eigen::VectorXd &x, int steps);
Eigen::VectorXd solve_tangent(const Eigen::VectorXd &x, int steps, const Eigen::VectorXd &x_dot,
                              Eigen::VectorXd &solve_dot);
Eigen::VectorXd solve_adjoint(const Eigen::VectorXd &x, int steps, const Eigen::VectorXd &solve_bar,
                              Eigen::VectorXd &x_bar);
} // namespace library

// CHECK: inline double f_tangent(
// CHECK: ::library::solve_tangent(
// CHECK: inline double f_adjoint(
// CHECK: = ::library::solve(
// CHECK: .setZero(
// CHECK: ::library::solve_adjoint(
GATEAUX_DIFFERENTIATE(tangent, adjoint, objective)
inline double f(const Eigen::MatrixXd &A, const Eigen::VectorXd &x) { return (A * library::solve(A * x, 3)).squaredNorm(); }
