// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

inline double *where;
GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_follow_pointer.hpp:[[#@LINE+1]]:36: error: not supported: following a pointer
inline double f(double x) { return *where * x; }
