// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_eigen_operator.hpp:[[#@LINE+1]]:80: error: not supported: comparing whole matrices
inline double f(const Eigen::MatrixXd &A, const Eigen::MatrixXd &B) { return A == B ? A.sum() : B.sum(); }
