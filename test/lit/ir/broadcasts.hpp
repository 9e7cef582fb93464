// SPDX-License-Identifier: Apache-2.0
// RUN: %gateaux %s --print-ir=frontend -- %flags | FileCheck %s
// RUN: %gateaux %s --print-ir=derive -- %flags | FileCheck %s --check-prefix=DERIVE
//
// A column beside columns is repeated; its adjoint is the sum over the columns.
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

// CHECK: [[COLUMN:%[0-9]+]] = broadcast(%x, {{%[0-9]+}}, {{%[0-9]+}}) : f64[?x?]
// CHECK: %B = add(%A, [[COLUMN]]) : f64[?x?]
// CHECK: [[ROW:%[0-9]+]] = transpose(%x) : f64[1x?].row
// CHECK: broadcast([[ROW]], {{%[0-9]+}}, {{%[0-9]+}}) : f64[?x?]
// CHECK: mul(%B.1, %s) : f64[?x?]

// DERIVE: sum({{.*}}) axis=cols : f64[1x?].row
// DERIVE: sum(%B_bar.1) axis=rows : f64[?x1]
GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::MatrixXd &A, const Eigen::VectorXd &x, double s) {
  Eigen::MatrixXd B = A.colwise() + x;
  B.rowwise() -= x.transpose();
  B = B.array() * s + 1;
  return B.squaredNorm();
}
