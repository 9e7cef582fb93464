// SPDX-License-Identifier: Apache-2.0
// RUN: %gateaux %s --print-ir=frontend -- %flags | FileCheck %s
// RUN: %gateaux %s --print-ir=derive -- %flags | FileCheck %s --check-prefix=DERIVE
//
// A write to a part makes a new value of the whole; a sum into a part accumulates.
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

// CHECK: %B = update(%A, {{%[0-9]+}}, {{%[0-9]+}}, {{%[0-9]+}}) : f64[?x?]
// CHECK: [[ROW:%[0-9]+]] = mul({{.*}}) : f64[1x?].row
// CHECK: %B.1 = accumulate(%B, {{%[0-9]+}}, {{%[0-9]+}}, [[ROW]]) : f64[?x?]
// CHECK: [[TAIL:%[0-9]+]] = slice(%x, {{.*}}) : f64[2x1]
// CHECK: %B.2 = update(%B.1, {{%[0-9]+}}, {{%[0-9]+}}, [[TAIL]]) : f64[?x?]
// CHECK: %B.3 = mul(%B.2, {{%[0-9]+}}) : f64[?x?]

// The adjoint of what is overwritten is read and set to zero; that of what is added to is only read.
// DERIVE: func @f_gradient(
// DERIVE: %B_bar = {{.*}}%B.2
// DERIVE: slice(%B_bar,
// DERIVE: %B_bar.1 = update(%B_bar,
// DERIVE: slice(%B_bar.1,
// DERIVE: element(%B_bar.1,
// DERIVE: [[A_BAR:%.*]] = update(%B_bar.1,
// DERIVE: output "A_bar" [[A_BAR]]
GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::MatrixXd &A, const Eigen::VectorXd &x) {
  Eigen::MatrixXd B = A;
  B(1, 2) = 3 * x[0];
  B.row(0) += 2 * x.transpose();
  B.col(1).head(2) = x.tail(2);
  B *= 2;
  return B.squaredNorm();
}
