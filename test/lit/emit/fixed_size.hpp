// SPDX-License-Identifier: Apache-2.0
// RUN: %compiles %s %flags | FileCheck %s
//
// Fixed sizes live in local variables: the workspace stays empty.
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

// CHECK-NOT: Buffer
// CHECK: struct f_gradient_workspace {};
// CHECK-NOT: Buffer
// CHECK: inline double f_gradient(const Eigen::Matrix3d& A, const Eigen::Vector3d& x,
// CHECK: f_gradient_workspace& /*ws*/) {
// CHECK-NEXT: const Eigen::Vector3d y = A * x;
// CHECK: A_bar.noalias() = 2.0 * y * x.transpose();
// CHECK: struct f_hvp_workspace {};
// CHECK: const Eigen::Vector3d y_dot =
// CHECK-NOT: Buffer
GATEAUX_DIFFERENTIATE(gradient, hvp)
inline double f(const Eigen::Matrix3d &A, const Eigen::Vector3d &x) {
  Eigen::Vector3d y = A * x;
  return y.squaredNorm();
}
