// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

// CHECK: fail_ggnvp_of_parameter.hpp:[[#@LINE+2]]:29: error: 'f' has no local variable 'x'
// CHECK: fail_ggnvp_of_parameter.hpp:[[#@LINE+1]]:29: note: its local variables: z
GATEAUX_DIFFERENTIATE(ggnvp(x))
inline double f(const Eigen::VectorXd &x) {
  Eigen::VectorXd z = 2 * x;
  return z.squaredNorm();
}
