// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_unknown_parameter.hpp:[[#@LINE+2]]:27: error: 'f' has no parameter 'weigths'
// CHECK: fail_unknown_parameter.hpp:[[#@LINE+1]]:27: note: did you mean 'weights'?
GATEAUX_DIFFERENTIATE(wrt(weigths), gradient)
inline double f(double weights, double b) { return weights * b; }
