// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
  Eigen::Vector2d y;
  auto part = y << x;
// CHECK: fail_comma_in_parts.hpp:[[#@LINE+1]]:3: error: not supported: this comma initialiser
  part, x;
  return y.sum();
}
