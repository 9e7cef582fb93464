// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::MatrixXd &A) {
  Eigen::LDLT<Eigen::MatrixXd> ldlt(A);
  Eigen::PartialPivLU<Eigen::MatrixXd> lu(A);
  Eigen::PermutationMatrix<Eigen::Dynamic> P = lu.permutationP();
// CHECK: fail_permutation.hpp:[[#@LINE+2]]:{{[0-9]+}}: error: not supported: this permutation
// CHECK: fail_permutation.hpp:[[#@LINE+1]]:{{[0-9]+}}: note: those of 'PartialPivLU', 'FullPivLU' and 'ColPivHouseholderQR' are taken where they are used
  return (P * A).sum();
}

GATEAUX_DIFFERENTIATE(gradient)
inline double g(const Eigen::MatrixXd &A) {
  Eigen::LDLT<Eigen::MatrixXd> ldlt(A);
  Eigen::MatrixXd B = ldlt.transpositionsP() * A;
// CHECK: fail_permutation.hpp:[[#@LINE-1]]:{{[0-9]+}}: error: not supported:
  return B.sum();
}
