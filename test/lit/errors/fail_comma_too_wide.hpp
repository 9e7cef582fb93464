// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::Matrix2d &A, const Eigen::Vector2d &b) {
  Eigen::Matrix3d C;
// CHECK: fail_comma_too_wide.hpp:[[#@LINE+1]]:11: error: this does not fit into the row of the comma initialiser
  C << A, A, b;
  return C.sum();
}
