// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

inline double g(double &x) { return x; }
GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_reference_to_temporary.hpp:[[#@LINE+1]]:38: error: not supported: writing to this expression
inline double f(double x) { return g(x > 0 ? x : x); }
