// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

inline Eigen::MatrixXd M;
GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_global_eigen.hpp:[[#@LINE+3]]:57: error: not supported: reading the variable 'M', which is not local
// CHECK: fail_global_eigen.hpp:[[#@LINE+2]]:57: note: make it 'constexpr', or a parameter of the function
// CHECK: fail_global_eigen.hpp:[[#@LINE-4]]:24: note: 'M' is declared here
inline double f(const Eigen::MatrixXd &A) { return (A * M).sum(); }
