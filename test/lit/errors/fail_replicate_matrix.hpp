// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_replicate_matrix.hpp:[[#@LINE+1]]:54: error: not supported: 'replicate' that repeats a matrix or a vector along itself
inline double f(const Eigen::MatrixXd &A) { return A.replicate(2, 3).sum(); }
