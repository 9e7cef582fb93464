// SPDX-License-Identifier: Apache-2.0
// RUN: %compiles %s %flags | FileCheck %s
//
// The derivatives of Ref and Map parameters are Refs, which the caller has sized.
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

// CHECK: const Eigen::Ref<const Eigen::MatrixXd>& A_dot,
// CHECK-NEXT: const Eigen::Ref<const Eigen::VectorXd>& x_dot, double& f_dot,
// CHECK: inline double f_adjoint(
// CHECK: Eigen::Ref<Eigen::MatrixXd> A_bar, Eigen::Ref<Eigen::VectorXd> x_bar,
// CHECK-NOT: gateaux::sized
// CHECK: A_bar.noalias() += f_bar * x * x.transpose();
// CHECK: inline double f_gradient(
// CHECK: A_bar.noalias() = x * x.transpose();
GATEAUX_DIFFERENTIATE(tangent, adjoint, gradient)
inline double f(const Eigen::Ref<const Eigen::MatrixXd> &A, const Eigen::Map<const Eigen::VectorXd> &x) {
  return x.dot(A * x);
}
