// SPDX-License-Identifier: Apache-2.0
// RUN: %gateaux %s --print-ir=frontend -- %flags | FileCheck %s
//
// Both arms of `?:` are evaluated, and one is selected, where they are scalars that are finite wherever their operands are.
// What costs more, or may fail, is evaluated only where it is chosen.
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

// CHECK: select(
// CHECK: if({{.*}}) : f64 {
// CHECK: matmul(%A, %x)
// CHECK: } {
// CHECK: norm(
GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::VectorXd &x, const Eigen::MatrixXd &A, double s) {
  double t = s > 0 ? s * s : 0.0;
  return s < 1 ? x.dot(A * x) + t : x.squaredNorm() * (x.head(2)).norm();
}
