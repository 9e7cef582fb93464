// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::VectorXd &x) {
  Eigen::VectorXd y = x;
// CHECK: fail_map_of_pointer.hpp:[[#@LINE+1]]:56: error: not supported: 'Eigen::Map' over a pointer
  Eigen::Map<Eigen::MatrixXd, 0, Eigen::OuterStride<>> map(y.data(), 2, 2, Eigen::OuterStride<>(3));
  map *= 2;
  return y.sum();
}
