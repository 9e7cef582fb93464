// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_eigen_member.hpp:[[#@LINE+1]]:54: error: not supported: Eigen's 'operatorNorm' of 'Matrix'
inline double f(const Eigen::MatrixXd &A) { return A.operatorNorm(); }
