// SPDX-License-Identifier: Apache-2.0
// RUN: %gateaux %s --print-ir=frontend -- %flags | FileCheck %s --check-prefix=FRONTEND
// RUN: %gateaux %s --print-ir=canonical -- %flags | FileCheck %s --check-prefix=CANONICAL
// RUN: %gateaux %s --print-ir=derive -- %flags | FileCheck %s --check-prefix=DERIVE
// RUN: %gateaux %s --print-ir=expand-calls -- %flags | FileCheck %s --check-prefix=EXPANDED --implicit-check-not='call('
// RUN: %gateaux %s --print-ir=simplify -- %flags | FileCheck %s --check-prefix=SIMPLE
//
// A function whose body is visible is expanded where it is called. One with provided derivatives stays a call until
// everything is differentiated; its adjoint is the user's code.
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

inline double twice(double s) { return 2 * s; }

GATEAUX_PROVIDED(wrt(x), adjoint)
inline double energy(const Eigen::VectorXd &x, double k) { return k * x.array().exp().sum(); }
inline double energy_adjoint(const Eigen::VectorXd &x, double k, const double &energy_bar, Eigen::VectorXd &x_bar) {
  const Eigen::ArrayXd slope = x.array().exp();
  x_bar.array() += energy_bar * k * slope;
  return k * slope.sum();
}

// FRONTEND: func @energy({{.*}}) -> (f64) {{.*}}provided (0) adjoint @energy_adjoint {
// FRONTEND: func @f(%x: f64[?x1], %k: f64) -> (f64)
// FRONTEND-NOT: @twice
// FRONTEND: [[TWICE:%.*]] = mul({{.*}}%k
// FRONTEND: call(%x, [[TWICE]]) @energy : f64

// CANONICAL: // after canonical
// CANONICAL: call(%x, {{.*}}) @energy : f64

// DERIVE: // after derive
// DERIVE: func @f_gradient(
// DERIVE: %slope = exp(%x)

// EXPANDED: // after expand-calls
// EXPANDED: func @f_gradient(

// SIMPLE: // after simplify
// SIMPLE: exp(%x)
// SIMPLE-NOT: exp(%x)
// SIMPLE: output "x_bar"
GATEAUX_DIFFERENTIATE(wrt(x), gradient)
inline double f(const Eigen::VectorXd &x, double k) { return energy(x, twice(k)); }
