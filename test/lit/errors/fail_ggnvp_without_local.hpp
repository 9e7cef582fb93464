// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

// CHECK: fail_ggnvp_without_local.hpp:[[#@LINE+2]]:23: error: 'ggnvp' takes the name of one local variable
// CHECK: fail_ggnvp_without_local.hpp:[[#@LINE+1]]:23: note: for example 'ggnvp(S)', where S holds the model's output and the loss follows
GATEAUX_DIFFERENTIATE(ggnvp)
inline double f(const Eigen::VectorXd &x) {
  Eigen::VectorXd z = 2 * x;
  return z.squaredNorm();
}
