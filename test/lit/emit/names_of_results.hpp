// SPDX-License-Identifier: Apache-2.0
// RUN: %compiles %s %flags | FileCheck %s
//
// A parameter that is called as the function's own tangent or adjoint, or as the function.
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

// CHECK: inline double f_tangent(double x, double f_dot, double f_bar,
GATEAUX_DIFFERENTIATE(wrt(x), tangent, adjoint)
inline double f(double x, double f_dot, double f_bar) { return x * x * f_dot * f_bar; }

// CHECK: g_adjoint(const Eigen::VectorXd& g,
GATEAUX_DIFFERENTIATE(tangent, adjoint, gradient)
inline double g(const Eigen::VectorXd &g) { return g.squaredNorm(); }

// CHECK: h_gradient(
GATEAUX_DIFFERENTIATE(gradient)
inline double h(double, double argument1) { return argument1 * argument1; }
