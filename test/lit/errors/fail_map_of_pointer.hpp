// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

// What lies between the coefficients of such a vector is none of its own.
using Spread = Eigen::Ref<const Eigen::VectorXd, 0, Eigen::InnerStride<>>;

GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Spread &x) {
// CHECK: fail_map_of_pointer.hpp:[[#@LINE+2]]:41: error: not supported: 'data' of coefficients that need not lie side by side
// CHECK: fail_map_of_pointer.hpp:[[#@LINE+1]]:41: note: copy them into a vector or matrix
  Eigen::Map<const Eigen::VectorXd> map(x.data(), 2);
  return map.sum();
}

GATEAUX_DIFFERENTIATE(gradient)
inline double g(const Spread &x) {
// CHECK: fail_map_of_pointer.hpp:[[#@LINE+1]]:{{[0-9]+}}: error: not supported: Eigen's 'innerStride' of 'Ref'
  return x.sum() * x.innerStride();
}

GATEAUX_DIFFERENTIATE(gradient)
inline double h(const Eigen::VectorXd &x) {
  Eigen::VectorXd y = x;
  Eigen::Map<Eigen::VectorXd, 0, Eigen::InnerStride<2>> map(y.data(), 2);
// CHECK: fail_map_of_pointer.hpp:[[#@LINE+1]]:{{[0-9]+}}: error: not supported: 'Eigen::Map' over a pointer
  Eigen::Map<Eigen::VectorXd> other(map.data(), 2);
  return other.sum();
}

GATEAUX_DIFFERENTIATE(gradient)
inline double k(const Eigen::VectorXd &x) {
  Eigen::VectorXd y = x;
  Eigen::Map<Eigen::MatrixXd, 0, Eigen::OuterStride<>> map(y.data(), 2, 2, Eigen::OuterStride<>(3));
// CHECK: fail_map_of_pointer.hpp:[[#@LINE+1]]:{{[0-9]+}}: error: 'y' is overwritten while other coefficients of it are read
  map = map.transpose();
  return y.sum();
}
