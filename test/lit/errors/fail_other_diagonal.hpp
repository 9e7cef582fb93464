// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_other_diagonal.hpp:[[#@LINE+1]]:59: error: not supported: a diagonal that is chosen at run time
inline double f(const Eigen::MatrixXd &A, int k) { return A.diagonal(k).sum(); }
