// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

// CHECK: fail_ggnvp_assigned_twice.hpp:[[#@LINE+2]]:29: error: 'z' is assigned at more than one place
// CHECK: fail_ggnvp_assigned_twice.hpp:[[#@LINE+3]]:19: note: keep what is to be linearised in a variable that is assigned once
GATEAUX_DIFFERENTIATE(ggnvp(z))
inline double f(const Eigen::VectorXd &x) {
  Eigen::VectorXd z = 2 * x;
  z.array() += 1;
  return z.squaredNorm();
}
