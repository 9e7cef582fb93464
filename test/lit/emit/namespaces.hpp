// SPDX-License-Identifier: Apache-2.0
// RUN: %compiles %s %flags | FileCheck %s
//
// What is generated stands in the function's own namespace and finds the names that the function finds.
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

namespace models {
using Vector = Eigen::VectorXd;

// CHECK: namespace models {
// CHECK: inline double f_gradient(const {{(models::)?}}Vector& x, {{(models::)?}}Vector& x_bar,
// CHECK: } // namespace models
GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Vector &x) { return x.squaredNorm(); }

inline namespace v2 {
namespace inner {
// CHECK: namespace models {
// CHECK: namespace inner {
// CHECK: inline double g_gradient(
// CHECK: } // namespace inner
GATEAUX_DIFFERENTIATE(gradient)
inline double g(const Vector &x) { return f(x) + 1; }
} // namespace inner
} // namespace v2
} // namespace models

// CHECK: inline double h_gradient(
GATEAUX_DIFFERENTIATE(gradient)
inline double h(const models::Vector &x) { return models::inner::g(x); }
