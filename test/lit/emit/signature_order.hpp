// SPDX-License-Identifier: Apache-2.0
// RUN: %compiles %s %flags | FileCheck %s
//
// Derivatives follow the signature, whatever the order in 'wrt'; what is not differentiable is carried along, an unnamed
// parameter too.
#include <gateaux/gateaux.hpp>
#include <string>

// CHECK: inline double f_gradient(double a, int n, double b,
// CHECK-SAME: const std::string&
// CHECK: double& a_bar, double& b_bar,
GATEAUX_DIFFERENTIATE(wrt(b, a), gradient)
inline double f(double a, int n, double b, const std::string &, double c) { return a * b * b * n * c; }

// CHECK: inline double g_gradient(double a, double b, double& a_bar, double& b_bar
GATEAUX_DIFFERENTIATE(gradient, as(g))
inline double product(double a, double b) { return a * b; }
