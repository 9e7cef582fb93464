// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_conditional_of_matrices.hpp:[[#@LINE+2]]:97: error: not supported: '?:' of matrices
// CHECK: fail_conditional_of_matrices.hpp:[[#@LINE+1]]:97: note: use 'select' for a choice by coefficients
inline double f(const Eigen::MatrixXd &A, const Eigen::MatrixXd &B, bool first) { return (first ? A : B).sum(); }
