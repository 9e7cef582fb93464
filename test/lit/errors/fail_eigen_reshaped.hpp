// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_eigen_reshaped.hpp:[[#@LINE+1]]:52: error: not supported: 'reshaped' row by row
inline double f(const Eigen::MatrixXd &A) { return A.reshaped<Eigen::RowMajor>().sum(); }
