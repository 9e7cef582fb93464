// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

inline double g(Eigen::Ref<Eigen::MatrixXd> A) { return A.sum(); }
GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::MatrixXd &A) {
  Eigen::MatrixXd B = A;
// CHECK: fail_ref_of_expression.hpp:[[#@LINE+1]]:12: error: not supported: 'Eigen::Ref' to this expression
  return g(B.reshaped(2, 2));
}
