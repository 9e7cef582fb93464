// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

inline Eigen::DiagonalMatrix<double, 3> D;
GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_global_diagonal.hpp:[[#@LINE+1]]:53: error: not supported: this diagonal matrix
inline double f(const Eigen::Vector3d &x) { return (D * x).sum(); }
