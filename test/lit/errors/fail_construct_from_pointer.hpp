// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::Vector3d &x) {
// CHECK: fail_construct_from_pointer.hpp:[[#@LINE+1]]:21: error: not supported: constructing 'Eigen::Vector3d' from 'const Scalar *const'
  Eigen::Vector3d y(x.data());
  return y.sum();
}
