// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

// CHECK: fail_ggnvp_expression.hpp:[[#@LINE+2]]:29: error: 'z' is an expression or a reference, not a variable
// CHECK: fail_ggnvp_expression.hpp:[[#@LINE+3]]:8: note: give it a type of its own, for example 'Eigen::MatrixXd'
GATEAUX_DIFFERENTIATE(ggnvp(z))
inline double f(const Eigen::VectorXd &x) {
  auto z = 2 * x;
  return z.squaredNorm();
}
