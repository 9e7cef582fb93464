// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

struct S {
  double y;
// CHECK: fail_at_end_of_class.hpp:[[#@LINE+2]]:3: error: 'GATEAUX_DIFFERENTIATE' is not followed by a function
// CHECK: fail_at_end_of_class.hpp:[[#@LINE+1]]:3: note: it stands before a function, a member function, or the 'template' of a function template
  GATEAUX_DIFFERENTIATE(gradient)
};
inline double f(double x) { return x * x; }
