// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_unknown_item.hpp:[[#@LINE+2]]:31: error: unknown item 'grdient' of 'GATEAUX_DIFFERENTIATE'
// CHECK: fail_unknown_item.hpp:[[#@LINE+1]]:31: note: did you mean 'gradient'?
GATEAUX_DIFFERENTIATE(wrt(x), grdient)
inline double f(double x) { return x * x; }
