// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>
#include <cmath>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_arm_not_finite.hpp:[[#@LINE+2]]:42: error: not supported: '?:' with 'log' in an arm
// CHECK: fail_arm_not_finite.hpp:[[#@LINE+1]]:42: note: both arms are evaluated, and this one may have no finite derivative, or no value, where it is not chosen
inline double f(double x) { return x > 0 ? std::log(x) : x; }
