// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

// Coefficients that are read in another order than they are written, or by functions of coefficients.
using Eigen::VectorXd;

GATEAUX_DIFFERENTIATE(gradient)
inline double reversed(const VectorXd &x) {
  VectorXd v = x;
// CHECK: fail_overlapping_order.hpp:[[#@LINE+1]]:{{[0-9]+}}: error: 'v' is overwritten while other coefficients of it are read
  v = v.reverse();
  return v(0);
}

GATEAUX_DIFFERENTIATE(gradient)
inline double added(const VectorXd &x) {
  VectorXd v = x;
// CHECK: fail_overlapping_order.hpp:[[#@LINE+1]]:{{[0-9]+}}: error: 'v' is overwritten while other coefficients of it are read
  v += v.colwise().reverse();
  return v(0);
}

GATEAUX_DIFFERENTIATE(gradient)
inline double parts(const VectorXd &x) {
  VectorXd v = x;
// CHECK: fail_overlapping_order.hpp:[[#@LINE+1]]:{{[0-9]+}}: error: 'v' is overwritten while other coefficients of it are read
  v.head(4) = v.tail(4).reverse();
  return v(0);
}

GATEAUX_DIFFERENTIATE(gradient)
inline double generated(const VectorXd &x) {
  VectorXd v = x;
// CHECK: fail_overlapping_order.hpp:[[#@LINE+1]]:{{[0-9]+}}: error: 'v' is overwritten while other coefficients of it are read
  v = VectorXd::NullaryExpr(5, [&](Eigen::Index i) { return v((i + 1) % 5); });
  return v(0);
}

GATEAUX_DIFFERENTIATE(gradient)
inline double captured(const VectorXd &x) {
  VectorXd v = x;
// CHECK: fail_overlapping_order.hpp:[[#@LINE+1]]:{{[0-9]+}}: error: 'v' is overwritten while other coefficients of it are read
  v = v.unaryExpr([&](double a) { return a * v(0); });
  return v(0);
}

GATEAUX_DIFFERENTIATE(gradient)
inline double scaled(const Eigen::MatrixXd &x) {
  Eigen::MatrixXd M = x;
// CHECK: fail_overlapping_order.hpp:[[#@LINE+1]]:{{[0-9]+}}: error: 'M' is overwritten while other coefficients of it are read
  M *= M.diagonal().asDiagonal();
  return M(0, 0);
}

/// These are right: a temporary, a copy, parts that lie apart.
GATEAUX_DIFFERENTIATE(gradient)
inline double fine(const VectorXd &x) {
  VectorXd v = x;
  v = v.reverse().eval();
  v = v.unaryExpr([v](double a) { return a * v(0); });
  v.head(2) = v.segment(3, 2).reverse();
  v.reverseInPlace();
  return v(0);
}
