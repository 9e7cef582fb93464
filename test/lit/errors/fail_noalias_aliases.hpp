// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::MatrixXd &A) {
  Eigen::MatrixXd B = A;
// CHECK: fail_noalias_aliases.hpp:[[#@LINE+2]]:17: error: 'B' is read by the product that 'noalias()' writes into it
// CHECK: fail_noalias_aliases.hpp:[[#@LINE+1]]:17: note: without 'noalias()' Eigen evaluates the product into a temporary
  B.noalias() = B * A;
  return B.sum();
}
