// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_wrt_this.hpp:[[#@LINE+1]]:27: error: '*this' outside of a member function
GATEAUX_DIFFERENTIATE(wrt(*this), gradient)
inline double f(double x) { return x * x; }
