// SPDX-License-Identifier: Apache-2.0
// RUN: %gateaux %s --print-ir=frontend -- %flags | FileCheck %s
//
// Both arms of `?:` are evaluated where they are finite wherever their operands are.
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

// CHECK: sum(%x)
// CHECK: select(
GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::VectorXd &x, const Eigen::MatrixXd &A, double s) {
  double t = s > 0 ? x.sum() : 0.0;
  return s < 1 ? x.dot(A * x) + t : x.squaredNorm() * (x.head(2)).norm();
}
