// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

// CHECK: fail_ggnvp_unknown_local.hpp:[[#@LINE+2]]:29: error: 'f' has no local variable 'logit'
// CHECK: fail_ggnvp_unknown_local.hpp:[[#@LINE+1]]:29: note: did you mean 'logits'?
GATEAUX_DIFFERENTIATE(ggnvp(logit))
inline double f(const Eigen::VectorXd &x) {
  Eigen::VectorXd logits = 2 * x;
  return logits.squaredNorm();
}
