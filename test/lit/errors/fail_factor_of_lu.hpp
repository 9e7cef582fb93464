// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_factor_of_lu.hpp:[[#@LINE+1]]:69: error: not supported: Eigen's 'matrixLU' of 'PartialPivLU'
inline double f(const Eigen::MatrixXd &A) { return A.partialPivLu().matrixLU().sum(); }
