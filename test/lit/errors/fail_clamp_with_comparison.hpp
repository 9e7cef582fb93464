// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>
#include <algorithm>

inline bool less(double a, double b) { return a < b; }
GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_clamp_with_comparison.hpp:[[#@LINE+1]]:36: error: not supported: 'clamp' with a comparison of its own
inline double f(double x) { return std::clamp(x, 0.0, 1.0, less); }
