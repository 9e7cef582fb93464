// SPDX-License-Identifier: Apache-2.0
// RUN: %compiles %s %flags | FileCheck %s
//
// What a function writes through references is a result too. y is written only; s is read and written, and stands once,
// among what is differentiated.
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

// CHECK: /// f_dot = ∂f/∂A A_dot + ∂f/∂x x_dot + ∂f/∂s s_dot
// CHECK: /// y_dot = ∂y/∂A A_dot + ∂y/∂x x_dot + ∂y/∂s s_dot
// CHECK: inline double f_tangent(const Eigen::MatrixXd& A, const Eigen::VectorXd& x, Eigen::VectorXd& y,
// CHECK-NEXT: double& s, const Eigen::MatrixXd& A_dot, const Eigen::VectorXd& x_dot,
// CHECK-NEXT: double& s_dot, double& f_dot, Eigen::VectorXd& y_dot,
// CHECK: y.noalias() = A * x;
// CHECK: inline double f_adjoint(
// CHECK: const double& f_bar, Eigen::VectorXd& y_bar,
// CHECK-NEXT: Eigen::MatrixXd& A_bar, Eigen::VectorXd& x_bar, double& s_bar,
// CHECK: y_bar.setZero();
// CHECK-NEXT: return
GATEAUX_DIFFERENTIATE(tangent, adjoint)
inline double f(const Eigen::MatrixXd &A, const Eigen::VectorXd &x, Eigen::VectorXd &y, double &s) {
  y = A * x;
  s *= y.sum();
  return y.squaredNorm();
}

// CHECK: inline void fill_tangent(const Eigen::VectorXd& x, Eigen::VectorXd& y,
// CHECK-SAME: const Eigen::VectorXd& x_dot,
// CHECK-NEXT: Eigen::VectorXd& y_dot,
GATEAUX_DIFFERENTIATE(tangent)
inline void fill(const Eigen::VectorXd &x, Eigen::VectorXd &y) { y = x.array().exp(); }
