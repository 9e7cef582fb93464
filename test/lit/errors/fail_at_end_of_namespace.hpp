// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

namespace a {
// CHECK: fail_at_end_of_namespace.hpp:[[#@LINE+1]]:1: error: 'GATEAUX_DIFFERENTIATE' is not followed by a function
GATEAUX_DIFFERENTIATE(gradient)
} // namespace a
inline double f(double x) { return x * x; }
