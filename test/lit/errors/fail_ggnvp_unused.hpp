// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

// CHECK: fail_ggnvp_unused.hpp:[[#@LINE+2]]:29: error: 'z' has no influence on the result
// CHECK: fail_ggnvp_unused.hpp:[[#@LINE+3]]:19: note: it is declared here
GATEAUX_DIFFERENTIATE(ggnvp(z))
inline double f(const Eigen::VectorXd &x) {
  Eigen::VectorXd z = x.array().exp();
  return x.squaredNorm();
}
