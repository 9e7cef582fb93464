// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_decomposition_parameter.hpp:[[#@LINE+2]]:17: error: not supported: parameter that is a decomposition
// CHECK: fail_decomposition_parameter.hpp:[[#@LINE+1]]:{{[0-9]+}}: note: pass the matrix, and decompose it in the function
inline double f(const Eigen::LLT<Eigen::MatrixXd> &llt, const Eigen::VectorXd &x) {
  return x.dot(llt.solve(x));
}
