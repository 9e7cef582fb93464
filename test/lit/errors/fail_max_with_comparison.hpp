// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>
#include <algorithm>

inline bool less(double a, double b) { return a < b; }
GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_max_with_comparison.hpp:[[#@LINE+1]]:46: error: not supported: 'max' with a comparison of its own
inline double f(double x, double y) { return std::max(x, y, less); }
