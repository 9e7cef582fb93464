// SPDX-License-Identifier: Apache-2.0
// RUN: %compiles %s %flags | FileCheck %s
//
// What has no influence on derivatives still has none where generated code is differentiated again.
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

// CHECK: inline double f_gradient(const Eigen::VectorXd& x, double s, Eigen::VectorXd& x_bar,
// CHECK: y = gateaux::stop_gradient(x.array().square());
// CHECK: gateaux::stop_gradient(s)
GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::VectorXd &x, double s) {
  const Eigen::VectorXd y = gateaux::stop_gradient(x.cwiseProduct(x));
  return y.dot(x) * gateaux::stop_gradient(s) * s;
}
