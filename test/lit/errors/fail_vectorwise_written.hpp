// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::MatrixXd &A, const Eigen::VectorXd &x) {
  Eigen::MatrixXd B = A;
  auto columns = B.colwise();
// CHECK: fail_vectorwise_written.hpp:[[#@LINE+1]]:3: error: not supported: writing through a variable that names columns or rows
  columns += x;
  return B.sum();
}
