// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Dense>
#include <array>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::MatrixXd &A) {
// CHECK: fail_index_list.hpp:[[#@LINE+2]]:30: error: not supported: indexing with 'std::array<int, 2>'
// CHECK: fail_index_list.hpp:[[#@LINE+1]]:{{[0-9]+}}: note: use a number, 'Eigen::all', 'Eigen::seq', 'Eigen::seqN' or a vector of indices
  return A(std::array<int, 2>{{0, 1}}, 1).sum();
}
