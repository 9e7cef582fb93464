// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::MatrixXd &A, const Eigen::MatrixXd &B) {
  Eigen::MatrixXd C(4, 6);
// CHECK: fail_comma_blocks.hpp:[[#@LINE+2]]:8: error: not supported: a comma initialiser of blocks whose widths are not known
// CHECK: fail_comma_blocks.hpp:[[#@LINE+1]]:8: note: assign the blocks one by one
  C << A, B, B, A;
  return C.sum();
}
