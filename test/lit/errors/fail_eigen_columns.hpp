// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_eigen_columns.hpp:[[#@LINE+1]]:64: error: not supported: Eigen's 'cross' of 'VectorwiseOp'
inline double f(const Eigen::MatrixXd &A) { return A.rowwise().cross(Eigen::Vector3d(1, 2, 3)).sum(); }
