// SPDX-License-Identifier: Apache-2.0
// RUN: %compiles %s %flags | FileCheck %s
//
// A direction in other parameters than those that are differentiated by.
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

// CHECK: inline double f_hvp(const Eigen::VectorXd& x, const Eigen::VectorXd& y,
// CHECK-NEXT: const Eigen::VectorXd& y_dot, Eigen::VectorXd& x_hv,
// CHECK-NOT: x_dot
GATEAUX_DIFFERENTIATE(wrt(x), hvp(along(y)))
inline double f(const Eigen::VectorXd &x, const Eigen::VectorXd &y) { return x.dot(y) * x.dot(y); }
