// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_function_template.hpp:[[#@LINE+2]]:1: error: this file makes no function of the template 'f'
// CHECK: fail_function_template.hpp:[[#@LINE+2]]:22: note: instantiate it: 'template double f<double>(double);', or call it
GATEAUX_DIFFERENTIATE(gradient)
template <class T> T f(T x) { return x * x; }

// CHECK: fail_function_template.hpp:[[#@LINE+3]]:23: error: 'g_gradient' would be generated twice
// CHECK: fail_function_template.hpp:[[#@LINE+4]]:17: note: for this instantiation of the template
// CHECK: fail_function_template.hpp:[[#@LINE+4]]:16: note: and for this one; write 'GATEAUX_DIFFERENTIATE(as(name), ...)' before it
GATEAUX_DIFFERENTIATE(gradient)
template <class T> T g(T x) { return x * x; }
template double g<double>(double);
template float g<float>(float);

template <class T> struct Line {
  T a;
// CHECK: fail_function_template.hpp:[[#@LINE+2]]:3: error: this file makes no function of the template 'at'
// CHECK: fail_function_template.hpp:[[#@LINE+2]]:5: note: instantiate it: 'template double f<double>(double);', or call it
  GATEAUX_DIFFERENTIATE(gradient)
  T at(T x) const { return a * x; }
};
