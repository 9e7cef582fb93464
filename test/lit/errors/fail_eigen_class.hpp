// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::MatrixXd &A) {
  Eigen::LDLT<Eigen::MatrixXd> ldlt(A);
// CHECK: fail_eigen_class.hpp:[[#@LINE+1]]:15: error: not supported: Eigen's 'matrixLDLT' of 'LDLT'
  return ldlt.matrixLDLT().sum();
}
