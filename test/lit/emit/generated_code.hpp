// SPDX-License-Identifier: Apache-2.0
// RUN: rm -rf %t && mkdir %t && cp %S/Inputs/energy.hpp %t
// RUN: %gateaux %t/energy.hpp -o %t/energy.gateaux.hpp -- %flags
// RUN: %compiles %s %flags -I%t | FileCheck %s
//
// A second file differentiates a function that calls generated code.
#include "energy.gateaux.hpp"

// CHECK: inline double force_squared_gradient(const Eigen::VectorXd& q, Eigen::VectorXd& q_bar,
// CHECK-NOT: energy_gradient(
GATEAUX_DIFFERENTIATE(gradient)
inline double force_squared(const Eigen::VectorXd &q) {
  Eigen::VectorXd force;
  energy_gradient(q, force);
  return force.squaredNorm();
}
