// SPDX-License-Identifier: Apache-2.0
// RUN: %compiles %s %flags | FileCheck %s
//
// What is unusual and right goes through, and what comes out compiles without a warning.
#pragma once

#include <Eigen/Core>
#include <cmath>
#include <gateaux/gateaux.hpp>
#include <limits>

// CHECK: inline double φ_gradient(double α, double λ,
// CHECK-SAME: double& α_bar
GATEAUX_DIFFERENTIATE(wrt(α), gradient)
inline double φ(double α, double λ) {
  double ζ = α * α;
  return ζ * λ;
}

// CHECK: constants_gradient(
GATEAUX_DIFFERENTIATE(gradient, hvp)
inline double constants(double x) {
  using limits = std::numeric_limits<double>;
  return x * x * 1e308 + 1e-320 * x + 9223372036854775807LL * x + x * limits::infinity() +
         limits::quiet_NaN() * x + x * limits::lowest() - 0x1p-1074 * x;
}

#define ANNOTATED GATEAUX_DIFFERENTIATE(gradient)
// CHECK: from_macro_gradient(
ANNOTATED
inline double from_macro(double x) { return x * x; }

// CHECK: one_line_gradient(
// CHECK: another_tangent(
GATEAUX_DIFFERENTIATE(gradient) inline double one_line(double x) { return x; } GATEAUX_DIFFERENTIATE(tangent) inline double another(double x) { return x; }

// CHECK: overloaded1_gradient(
GATEAUX_DIFFERENTIATE(gradient, as(overloaded1))
inline double overloaded(double x) { return x * x; }
// CHECK: overloaded2_gradient(
GATEAUX_DIFFERENTIATE(gradient, objective, as(overloaded2))
inline double overloaded(double x, double y) { return overloaded(x) * overloaded(y); }

// CHECK: defaults_gradient(
GATEAUX_DIFFERENTIATE(gradient, objective)
[[nodiscard]] constexpr double defaults(double x, const double y = 2.0, int n = 3) noexcept { return x * x * y * n; }

// CHECK: by_value_gradient(
GATEAUX_DIFFERENTIATE(gradient, tangent, adjoint, hvp, objective)
inline double by_value(double x, Eigen::VectorXd y, int n, const Eigen::VectorXd z) {
  x *= 2;
  y *= x;
  ++n;
  y[0] = x;
  return x * n * y.dot(z);
}

// CHECK: unused_gradient(
GATEAUX_DIFFERENTIATE(gradient, tangent, adjoint, hvp, objective)
inline double unused(double x, double, const Eigen::MatrixXd &, int) { return x * x; }

// CHECK: nothing_gradient(
GATEAUX_DIFFERENTIATE(gradient, tangent, adjoint, hvp, hessian, objective)
inline double nothing(const Eigen::VectorXd &) { return 3; }

// CHECK: itself_gradient(
GATEAUX_DIFFERENTIATE(gradient, tangent, adjoint, hvp, hessian, objective)
inline double itself(double x) { return x; }

// CHECK: copy_tangent(
GATEAUX_DIFFERENTIATE(tangent, adjoint, jacobian, objective)
inline Eigen::VectorXd copy(const Eigen::VectorXd &x) { return x; }

// CHECK: tiny_gradient(
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double tiny(const Eigen::Matrix<double, 1, 1> &A, const Eigen::Matrix<double, 0, 0> &Z) {
  return (A * A)(0) + Z.sum();
}

// CHECK: shadowed_gradient(
GATEAUX_DIFFERENTIATE(gradient)
inline double shadowed(double x) {
  double y = x * x;
  {
    double y = x;
    y *= x;
    x = y * x;
  }
  return x * y;
}

// CHECK: chained_gradient(
GATEAUX_DIFFERENTIATE(gradient)
inline double chained(double x) {
  double a, b;
  a = b = x * x;
  (a += b) *= x;
  return a * b;
}

enum class Kind { A, B };
// CHECK: integers_gradient(
GATEAUX_DIFFERENTIATE(gradient, objective)
inline double integers(bool negative, Kind kind, const Eigen::MatrixXi &n, double y) {
  return (negative ? -y : y) * static_cast<int>(kind) * n.sum() * (-7 / 2) * (7 % 3);
}

// CHECK: constant_branch_gradient(
GATEAUX_DIFFERENTIATE(gradient)
inline double constant_branch(double x) {
  if constexpr (sizeof(int) == 1)
    for (;;) {
    }
  if (true)
    return x * x;
}
