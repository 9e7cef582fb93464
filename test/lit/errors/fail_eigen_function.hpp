// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_eigen_function.hpp:[[#@LINE+1]]:62: error: not supported: Eigen's 'Random'
inline double f(const Eigen::MatrixXd &A) { return A.sum() + Eigen::MatrixXd::Random(3, 3).sum(); }
