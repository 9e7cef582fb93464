// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_function_template.hpp:[[#@LINE+1]]:22: error: not supported: differentiating a function template
template <class T> T f(T x) { return x * x; }
template double f<double>(double);
