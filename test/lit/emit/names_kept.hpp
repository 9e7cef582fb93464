// SPDX-License-Identifier: Apache-2.0
// RUN: %compiles %s %flags | FileCheck %s
//
// Names of the user's that the tool would use itself: the user's are kept, the tool takes others.
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

// CHECK: inline double f_gradient(const Eigen::MatrixXd& ws, const Eigen::MatrixXd& value,
// CHECK: Eigen::MatrixXd& ws_bar,
GATEAUX_DIFFERENTIATE(gradient, hvp, tangent, adjoint, objective, hessian)
inline double f(const Eigen::MatrixXd &ws, const Eigen::MatrixXd &value, const Eigen::VectorXd &T1, double H) {
  Eigen::MatrixXd T2 = ws * value;
  return (T2 * T1).squaredNorm() * H;
}

// CHECK: inline double g_gradient(double x, double x_bar,
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, tangent, adjoint, objective)
inline double g(double x, double x_bar, double point_, const Eigen::VectorXd &gateaux, const Eigen::VectorXd &std) {
  double g_bar = x * x_bar, dimension = point_ * g_bar;
  return g_bar * dimension * gateaux.dot(std) * x;
}
