// SPDX-License-Identifier: Apache-2.0
// RUN: %compiles %s %flags | FileCheck %s
//
// The derivative of a product with an exponential reads the product again, not the other factor; in second
// derivatives too.
#include <Eigen/Dense>
#include <cmath>
#include <gateaux/gateaux.hpp>

// CHECK-LABEL: inline double mixture_gradient(
// CHECK:      = R.col(k).cwiseProduct(X.col(i) - M.col(k));
// CHECK-NOT:  X.col(i)
// CHECK:      const auto [[U:T[0-9]+]] = ws.step_saved[k];
// CHECK:      [[SUM:T[0-9]+]].col(k) -= [[U]].cwiseProduct(l(k) * [[U]]);
// CHECK-NOT:  X.col(i)
// CHECK:      L_bar = -[[SUM]];
// CHECK-LABEL: inline double mixture_hvp(
// CHECK:      for (Eigen::Index k = M.cols(); k-- > 0;) {
// CHECK-NOT:  X.col(i)
// CHECK-NOT:  head(
// CHECK:      L_hv =
GATEAUX_DIFFERENTIATE(wrt(M, L), gradient, hvp)
inline double mixture(const Eigen::MatrixXd &M, const Eigen::MatrixXd &L, const Eigen::MatrixXd &X) {
  const Eigen::MatrixXd R = (-L).array().exp();
  double sum = 0;
  Eigen::VectorXd l(M.cols());
  for (Eigen::Index i = 0; i < X.cols(); ++i) {
    for (Eigen::Index k = 0; k < M.cols(); ++k)
      l(k) = -0.5 * R.col(k).cwiseProduct(X.col(i) - M.col(k)).squaredNorm();
    sum += std::log(l.array().exp().sum());
  }
  return sum;
}
