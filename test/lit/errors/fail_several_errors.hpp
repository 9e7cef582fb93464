// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_several_errors.hpp:[[#@LINE+4]]:27: error: 'f' has no parameter 'a'
// CHECK: fail_several_errors.hpp:[[#@LINE+3]]:27: note: its differentiable parameters: x
// CHECK: fail_several_errors.hpp:[[#@LINE+2]]:31: error: unknown item 'gradiant' of 'GATEAUX_DIFFERENTIATE'
// CHECK: fail_several_errors.hpp:[[#@LINE+1]]:31: note: did you mean 'gradient'?
GATEAUX_DIFFERENTIATE(wrt(a), gradiant)
inline double f(double x) { return x * x; }

GATEAUX_DIFFERENTIATE(gradient)
inline double g(double x) {
// CHECK: fail_several_errors.hpp:[[#@LINE+1]]:3: error: not supported: 'goto'
  goto end;
end:
  return x;
}

GATEAUX_DIFFERENTIATE(gradient)
inline double h(double x) { return x * x; }
