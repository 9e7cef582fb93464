// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::Vector3d &x, const Eigen::Matrix<double, 1, Eigen::Dynamic> &y) {
  Eigen::VectorXd z = y.transpose();
// CHECK: fail_shape_mismatch.hpp:[[#@LINE+1]]:10: error: the shapes do not agree: 'dot' of a 3 x 1 value and a 4 x 1 value
  return x.dot(z.head(4));
}
