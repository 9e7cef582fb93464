// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <unsupported/Eigen/MatrixFunctions>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_matrix_power.hpp:[[#@LINE+1]]:54: error: not supported: the power of a matrix
inline double f(const Eigen::MatrixXd &A) { return A.pow(2.5).eval().sum(); }
