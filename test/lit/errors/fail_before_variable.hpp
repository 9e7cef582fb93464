// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_before_variable.hpp:[[#@LINE+3]]:1: error: 'GATEAUX_DIFFERENTIATE' is not followed by a function
// CHECK: fail_before_variable.hpp:[[#@LINE+2]]:1: note: it stands before a function, a member function, or the 'template' of a function template
// CHECK: fail_before_variable.hpp:[[#@LINE+2]]:1: note: this is what follows it
GATEAUX_DIFFERENTIATE(gradient)
inline double x = 1;
