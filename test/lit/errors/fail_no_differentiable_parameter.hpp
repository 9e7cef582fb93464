// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_no_differentiable_parameter.hpp:[[#@LINE+2]]:1: error: 'f' has no differentiable parameter
// CHECK: fail_no_differentiable_parameter.hpp:[[#@LINE+1]]:1: note: differentiable are double, float, and Eigen's dense matrices and arrays of these
GATEAUX_DIFFERENTIATE(gradient)
inline double f(int n) { return n; }
