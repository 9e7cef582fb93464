// SPDX-License-Identifier: Apache-2.0
// RUN: %compiles %s %flags | FileCheck %s
//
// A list of indices in an array selects rows; what is read twice receives both adjoints.
#include <Eigen/Dense>
#include <array>
#include <gateaux/gateaux.hpp>

// CHECK-LABEL: inline double f_gradient(
// CHECK: A_bar(T1, Eigen::seqN(1, 1)) += Eigen::Vector2d::Ones();
GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::MatrixXd &A) {
  return A(std::array<int, 2>{{0, 1}}, 1).sum();
}
