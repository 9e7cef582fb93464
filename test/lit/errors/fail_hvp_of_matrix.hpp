// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

// CHECK: fail_hvp_of_matrix.hpp:[[#@LINE+4]]:23: error: 'hvp' needs a function that returns one scalar, and 'f' returns 'Eigen::MatrixXd'
// CHECK: fail_hvp_of_matrix.hpp:[[#@LINE+3]]:23: note: 'tangent', 'adjoint' and 'jacobian' take any result
// CHECK: fail_hvp_of_matrix.hpp:[[#@LINE+2]]:28: error: 'hessian' needs a function that returns one scalar, and 'f' returns 'Eigen::MatrixXd'
// CHECK: fail_hvp_of_matrix.hpp:[[#@LINE+1]]:28: note: 'tangent', 'adjoint' and 'jacobian' take any result
GATEAUX_DIFFERENTIATE(hvp, hessian)
inline Eigen::MatrixXd f(const Eigen::MatrixXd &x) { return 2 * x; }
