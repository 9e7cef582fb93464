// SPDX-License-Identifier: Apache-2.0
// RUN: %compiles %s %flags | FileCheck %s
//
// With a workspace, a matrix-valued function returns a reference into it.
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

// CHECK: inline const Eigen::VectorXd& residuals_tangent(
// CHECK: const Eigen::VectorXd& x_dot,
// CHECK: Eigen::VectorXd& residuals_dot,
// CHECK-NEXT: residuals_tangent_workspace& ws) {
// CHECK: inline Eigen::VectorXd residuals_tangent(
// CHECK: inline const Eigen::VectorXd& residuals_adjoint(
// CHECK: const Eigen::VectorXd& residuals_bar,
// CHECK: /// The dense Jacobian of `residuals`
// CHECK: residuals_jacobian(const Eigen::VectorXd& x, const Eigen::MatrixXd& A,
// CHECK-NEXT: Eigen::MatrixXd& J,
// CHECK: class residuals_objective {
// CHECK: Eigen::Index residuals()
// CHECK: value(const Eigen::VectorXd& w, Eigen::VectorXd& r)
// CHECK: void jvp(const Eigen::VectorXd& w, const Eigen::VectorXd& v, Eigen::VectorXd& jv) {
// CHECK: void vjp(const Eigen::VectorXd& w, const Eigen::VectorXd& u, Eigen::VectorXd& jtu) {
// CHECK: void jacobian(const Eigen::VectorXd& w, Eigen::MatrixXd& J) {
GATEAUX_DIFFERENTIATE(wrt(x), jacobian, objective)
inline Eigen::VectorXd residuals(const Eigen::VectorXd &x, const Eigen::MatrixXd &A) {
  return A * x.array().sin().matrix();
}
