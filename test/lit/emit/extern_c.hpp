// SPDX-License-Identifier: Apache-2.0
// RUN: %compiles %s %flags | FileCheck %s
//
// A language linkage before the function, and around it.
#pragma once

#include <gateaux/gateaux.hpp>

// CHECK: inline double f_gradient(
GATEAUX_DIFFERENTIATE(gradient)
extern "C" inline double f(double x) { return x * x; }

extern "C" {
// CHECK: inline double g_gradient(
GATEAUX_DIFFERENTIATE(gradient)
inline double g(double x) { return x * x; }
}
