// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

// CHECK: fail_ggnvp_another_name.hpp:[[#@LINE+2]]:29: error: 'z' is another name for 'x'
// CHECK: fail_ggnvp_another_name.hpp:[[#@LINE+3]]:19: note: linearise that, or compute something new for 'z'
GATEAUX_DIFFERENTIATE(ggnvp(z))
inline double f(const Eigen::VectorXd &x) {
  Eigen::VectorXd z = x;
  return z.squaredNorm();
}
