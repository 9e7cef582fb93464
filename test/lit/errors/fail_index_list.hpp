// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_index_list.hpp:[[#@LINE+2]]:54: error: not supported: indexing with 'const Eigen::internal::all_t'
// CHECK: fail_index_list.hpp:[[#@LINE+1]]:54: note: use 'block', 'segment', 'row' or 'col'
inline double f(const Eigen::MatrixXd &A) { return A(Eigen::all, 1).sum(); }
