// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_eigen_columns.hpp:[[#@LINE+1]]:64: error: not supported: 'lpNorm' with this exponent
inline double f(const Eigen::MatrixXd &A) { return A.rowwise().lpNorm<3>().sum(); }
