// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

// CHECK: fail_objective_of_output.hpp:[[#@LINE+1]]:23: error: 'objective' needs a function that returns a scalar, a vector or a matrix, and 'f' returns 'void'
GATEAUX_DIFFERENTIATE(objective)
inline void f(const Eigen::VectorXd &x, Eigen::VectorXd &y) { y = 2 * x; }
