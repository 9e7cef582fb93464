// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Geometry>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::Matrix3d &R) {
  return R.eulerAngles(2, 1, 0).sum();
}

GATEAUX_DIFFERENTIATE(gradient)
inline double g(const Eigen::Vector3d &a, const Eigen::Vector3d &b) {
  return Eigen::Quaterniond::FromTwoVectors(a, b).x();
}
