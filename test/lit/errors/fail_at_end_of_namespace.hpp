// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

namespace a {
// CHECK: fail_at_end_of_namespace.hpp:[[#@LINE+2]]:1: error: 'GATEAUX_DIFFERENTIATE' is not followed by a function
// CHECK: fail_at_end_of_namespace.hpp:[[#@LINE+1]]:1: note: it stands before a function, a member function, or the 'template' of a function template
GATEAUX_DIFFERENTIATE(gradient)
} // namespace a
inline double f(double x) { return x * x; }
