// SPDX-License-Identifier: Apache-2.0
// RUN: %compiles %s %flags | FileCheck %s
//
// The dense Hessian is made of products at one linearisation.
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

// CHECK: inline double f_linearize(
// CHECK: inline void f_linearized_hvp(
// CHECK: /// The dense Hessian of `f`
// CHECK: inline double f_hessian(const Eigen::VectorXd& x, Eigen::MatrixXd& H,
// CHECK: f_linearize(x,
// CHECK: f_linearized_hvp(x,
GATEAUX_DIFFERENTIATE(hessian)
inline double f(const Eigen::VectorXd &x) { return x.array().exp().sum() * x.sum(); }
