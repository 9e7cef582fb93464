// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

inline Eigen::MatrixXd twice(const Eigen::MatrixXd &A) { return 2 * A; }
GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::MatrixXd &A) {
// CHECK: fail_dangling_transpose.hpp:[[#@LINE+3]]:19: error: 'e' keeps a reference to this temporary, which is destroyed at the end of the statement
// CHECK: fail_dangling_transpose.hpp:[[#@LINE+2]]:19: note: store the temporary in a variable, or call '.eval()' on the whole expression
// CHECK: fail_dangling_transpose.hpp:[[#@LINE+1]]:15: note: 'e' is an expression that is evaluated where it is used
  const auto &e = twice(A).transpose();
  return e.sum();
}
