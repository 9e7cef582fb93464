// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::MatrixXd &A, const Eigen::MatrixXd &B) {
// CHECK: fail_triangular_view.hpp:[[#@LINE+2]]:10: error: not supported: 'solve' from the right
// CHECK: fail_triangular_view.hpp:[[#@LINE+1]]:{{[0-9]+}}: note: solve with the transposes of both sides
  return A.triangularView<Eigen::Lower>().solve<Eigen::OnTheRight>(B).sum();
}
