// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_checkpoint_outside.hpp:[[#@LINE+2]]:1: error: 'GATEAUX_CHECKPOINT' is not followed by a loop
// CHECK: fail_checkpoint_outside.hpp:[[#@LINE+1]]:1: note: it stands before a 'for' or 'while' within a function
GATEAUX_CHECKPOINT(3)
inline double f(double x) { return x * x; }
GATEAUX_DIFFERENTIATE(gradient)
inline double g(double x) { return x * x; }
