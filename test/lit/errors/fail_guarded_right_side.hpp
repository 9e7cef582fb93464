// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_guarded_right_side.hpp:[[#@LINE+1]]:68: error: not supported: '&&' that guards its right side
inline double f(const Eigen::VectorXd &x) { return x.size() > 2 && x[2] > 0 ? x.sum() : -x.sum(); }
