// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

inline double table[3] = {1, 2, 3};
GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_array_element.hpp:[[#@LINE+1]]:43: error: not supported: element of an array
inline double f(double x, int i) { return table[i] * x; }
