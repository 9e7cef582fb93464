// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::VectorXd &x) {
  Eigen::VectorXd y = x;
// CHECK: fail_overlapping_blocks.hpp:[[#@LINE+2]]:21: error: 'y' is overwritten while other coefficients of it are read
// CHECK: fail_overlapping_blocks.hpp:[[#@LINE+1]]:21: note: evaluate the right side first, with '.eval()'
  y.segment(1, 4) = y.segment(0, 4) * 2.0;
  return y.sum();
}
