// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_other_diagonal.hpp:[[#@LINE+1]]:52: error: not supported: a diagonal other than the main one
inline double f(const Eigen::MatrixXd &A) { return A.diagonal(1).sum(); }
