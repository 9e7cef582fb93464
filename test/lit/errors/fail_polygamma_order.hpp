// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>
#include <gateaux/support.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_polygamma_order.hpp:[[#@LINE+1]]:43: error: not supported: 'polygamma' of an order that is not a constant
inline double f(double x, int n) { return gateaux::polygamma(n, x); }
