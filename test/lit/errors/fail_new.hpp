// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_new.hpp:[[#@LINE+1]]:36: error: not supported: following a pointer
inline double f(double x) { return *new double(x); }
