// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

template <class T>
// CHECK: fail_within_declaration.hpp:[[#@LINE+1]]:1: error: 'GATEAUX_DIFFERENTIATE' within a declaration
GATEAUX_DIFFERENTIATE(gradient)
T f(T x) { return x * x; }

// CHECK: fail_within_declaration.hpp:[[#@LINE+1]]:8: error: 'GATEAUX_DIFFERENTIATE' within a declaration
inline GATEAUX_DIFFERENTIATE(gradient) double g(double x) { return x * x; }
