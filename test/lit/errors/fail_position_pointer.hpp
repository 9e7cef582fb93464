// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_position_pointer.hpp:[[#@LINE+1]]:83: error: not supported: a position stored through this pointer
inline double f(const Eigen::VectorXd &x, Eigen::VectorXi &i) { return x.maxCoeff(i.data()); }
