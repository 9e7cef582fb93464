// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_one_index.hpp:[[#@LINE+2]]:52: error: not supported: one index into a part of a matrix
// CHECK: fail_one_index.hpp:[[#@LINE+1]]:52: note: write the row and the column
inline double f(const Eigen::MatrixXd &A) { return A.transpose()(3); }
