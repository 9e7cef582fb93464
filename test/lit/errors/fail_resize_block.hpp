// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::MatrixXd &A) {
  Eigen::MatrixXd B = A;
// CHECK: fail_resize_block.hpp:[[#@LINE+1]]:16: error: not supported: resizing a part of a matrix
  B.topRows(2).resize(2, 3);
  return B.sum();
}
