// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>
#include <string>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_object.hpp:[[#@LINE+1]]:59: error: not supported: call of the member function 'size'
inline double f(double x) { return x * std::string("abc").size(); }
