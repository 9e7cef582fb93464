// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::MatrixXd &A) {
  Eigen::HouseholderQR<Eigen::MatrixXd> qr(A);
// CHECK: fail_matrix_qr.hpp:[[#@LINE+2]]:13: error: not supported: 'matrixQR' as a whole
// CHECK: fail_matrix_qr.hpp:[[#@LINE+1]]:13: note: take its diagonal, or 'triangularView<Eigen::Upper>()' of it
  return qr.matrixQR().sum();
}

// Of a product only its own diagonal is asked for.
GATEAUX_DIFFERENTIATE(gradient)
inline double g(const Eigen::MatrixXd &A) {
  Eigen::HouseholderQR<Eigen::MatrixXd> qr(A);
// CHECK: fail_matrix_qr.hpp:[[#@LINE+2]]:14: error: not supported: 'matrixQR' as a whole
// CHECK: fail_matrix_qr.hpp:[[#@LINE+1]]:14: note: take its diagonal, or 'triangularView<Eigen::Upper>()' of it
  return (qr.matrixQR() * A).diagonal().sum();
}
