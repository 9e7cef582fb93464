// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_hvp_arguments.hpp:[[#@LINE+1]]:27: error: 'hvp' takes 'along(...)' or nothing
GATEAUX_DIFFERENTIATE(hvp(x))
inline double f(double x) { return x * x; }
