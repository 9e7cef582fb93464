// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_triangular_view.hpp:[[#@LINE+1]]:81: error: not supported: Eigen's 'triangularView' of 'Matrix'
inline double f(const Eigen::MatrixXd &A, const Eigen::VectorXd &x) { return (A.triangularView<Eigen::Lower>() * x).sum(); }
