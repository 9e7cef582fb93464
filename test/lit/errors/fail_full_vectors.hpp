// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::MatrixXd &A) {
  Eigen::JacobiSVD<Eigen::MatrixXd> svd(A, Eigen::ComputeFullU | Eigen::ComputeFullV);
// CHECK: fail_full_vectors.hpp:[[#@LINE+2]]:14: error: not supported: 'matrixU' with all vectors of a matrix that may not be square
// CHECK: note: ask for 'Eigen::ComputeThinU | Eigen::ComputeThinV', which is the same for a square matrix
  return svd.matrixU().sum() + svd.singularValues().sum();
}
