// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_unknown_item_far.hpp:[[#@LINE+2]]:23: error: unknown item 'derivative' of 'GATEAUX_DIFFERENTIATE'
// CHECK: fail_unknown_item_far.hpp:[[#@LINE+1]]:23: note: known items: wrt, tangent, adjoint, gradient, hvp, ggnvp, jacobian, hessian, objective, as, extent
GATEAUX_DIFFERENTIATE(derivative)
inline double f(double x) { return x * x; }
