// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

// CHECK: fail_gradient_of_vector.hpp:[[#@LINE+2]]:32: error: 'gradient' needs a function that returns one scalar, and 'f' returns 'Eigen::VectorXd'
// CHECK: fail_gradient_of_vector.hpp:[[#@LINE+1]]:32: note: 'tangent', 'adjoint' and 'jacobian' take any result
GATEAUX_DIFFERENTIATE(tangent, gradient)
inline Eigen::VectorXd f(const Eigen::VectorXd &x) { return 2 * x; }
