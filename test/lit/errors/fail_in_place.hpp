// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::MatrixXd &A) {
  Eigen::MatrixXd B = A;
// CHECK: fail_in_place.hpp:[[#@LINE+2]]:56: error: not supported: a decomposition of this kind in place of its matrix
// CHECK: fail_in_place.hpp:[[#@LINE+1]]:56: note: let it have a matrix of its own
  Eigen::HouseholderQR<Eigen::Ref<Eigen::MatrixXd>> qr(B);
  return qr.logAbsDeterminant();
}

GATEAUX_DIFFERENTIATE(gradient)
inline double g(const Eigen::MatrixXd &A) {
  Eigen::MatrixXd B = A;
  Eigen::LLT<Eigen::Ref<Eigen::MatrixXd>> llt(B);
// CHECK: fail_in_place.hpp:[[#@LINE+2]]:7: error: not supported: 'compute' of a decomposition in place of its matrix
// CHECK: fail_in_place.hpp:[[#@LINE+1]]:7: note: declare another one with the matrix
  llt.compute(A);
  return B.sum();
}
