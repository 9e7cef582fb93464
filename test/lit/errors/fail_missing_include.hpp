// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_missing_include.hpp:[[#@LINE+1]]:10: fatal error: 'no_such_file.hpp' file not found
#include "no_such_file.hpp"
GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) { return x * x; }
