// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::MatrixXd &A, const Eigen::MatrixXd &B) {
// CHECK: fail_dangling_expression.hpp:[[#@LINE+3]]:12: error: 'e' keeps a reference to this temporary, which is destroyed at the end of the statement
// CHECK: fail_dangling_expression.hpp:[[#@LINE+2]]:12: note: store the temporary in a variable, or call '.eval()' on the whole expression
// CHECK: fail_dangling_expression.hpp:[[#@LINE+1]]:8: note: 'e' is an expression that is evaluated where it is used
  auto e = (A * B).eval() * 2.0;
  return e.sum();
}
