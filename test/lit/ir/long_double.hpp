// SPDX-License-Identifier: Apache-2.0
// RUN: %gateaux %s --print-ir=frontend -- %flags | FileCheck %s
//
// What C++ computes in long double is computed in double.
#include <Eigen/Core>
#include <cmath>
#include <gateaux/gateaux.hpp>

// CHECK: constant 3.141592653589793
GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x, double s) {
  const long double half = 0.5L;
  return half * std::log(2 * EIGEN_PI * s * s) + x * x / (2 * s * s);
}
