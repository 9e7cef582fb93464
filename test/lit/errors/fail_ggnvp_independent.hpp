// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

// CHECK: fail_ggnvp_independent.hpp:[[#@LINE+2]]:37: error: 'z' does not depend on what is differentiated
// CHECK: fail_ggnvp_independent.hpp:[[#@LINE+3]]:19: note: it is declared here
GATEAUX_DIFFERENTIATE(wrt(x), ggnvp(z))
inline double f(const Eigen::VectorXd &x, const Eigen::VectorXd &y) {
  Eigen::VectorXd z = 2 * y;
  return z.squaredNorm() * x.sum();
}
