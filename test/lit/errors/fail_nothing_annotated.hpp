// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
// CHECK: fail_nothing_annotated.hpp:1:1: error: no function of this file is annotated
// CHECK: fail_nothing_annotated.hpp:1:1: note: write 'GATEAUX_DIFFERENTIATE(gradient)' before a function
#include <gateaux/gateaux.hpp>

inline double f(double x) { return x * x; }
