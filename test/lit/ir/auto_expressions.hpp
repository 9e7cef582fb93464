// SPDX-License-Identifier: Apache-2.0
// RUN: %gateaux %s --print-ir=frontend -- %flags | FileCheck %s
//
// An expression variable is call by name: its matrices have the values that they have where it is used, its scalars those
// that they had where it was declared.
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

// CHECK-LABEL: // after frontend
// CHECK: func @f(%x: f64[?x1], %s: f64) -> (f64) origin "auto_expressions.hpp:[[#@LINE+7]]" {
// CHECK-NEXT: [[E1:%[0-9]+]] = mul(%s, %x) : f64[?x1]
// CHECK-NEXT: %y = add([[E1]], %x) : f64[?x1]
// CHECK: %z = mul(%s, %y) : f64[?x1]
// CHECK: dot(%z, %z)
// CHECK-NOT: // after
GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::VectorXd &x, double s) {
  Eigen::VectorXd y = x;
  auto e = s * y;
  y = e + y;
  s = 3;
  Eigen::VectorXd z = e;
  return z.squaredNorm();
}
