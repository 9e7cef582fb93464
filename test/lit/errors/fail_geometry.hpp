// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Geometry>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::Matrix3d &R) {
// CHECK: fail_geometry.hpp:[[#@LINE+1]]:12: error: not supported: Eigen's 'eulerAngles' of 'Matrix'
  return R.eulerAngles(2, 1, 0).sum();
}

GATEAUX_DIFFERENTIATE(gradient)
inline double g(const Eigen::Vector3d &a, const Eigen::Vector3d &b) {
// CHECK: fail_geometry.hpp:[[#@LINE+3]]:10: error: not supported: call of 'FromTwoVectors'
// CHECK: fail_geometry.hpp:[[#@LINE+2]]:10: note: write out what it computes, or put it into a function of your own with 'GATEAUX_PROVIDED' before it
// CHECK: Quaternion.h:{{[0-9]+}}:{{[0-9]+}}: note: in its body: 'matrixV' with all vectors of a matrix that may not be square
  return Eigen::Quaterniond::FromTwoVectors(a, b).x();
}
