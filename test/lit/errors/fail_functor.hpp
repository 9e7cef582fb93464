// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

double unknown(double x);

GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::VectorXd &x) {
// CHECK: fail_functor.hpp:[[#@LINE+2]]:22: error: not supported: 'unaryExpr' with this function
// CHECK: fail_functor.hpp:[[#@LINE+1]]:22: note: write it as a lambda in its place, with scalars as its parameters and its result
  return x.unaryExpr(&unknown).sum();
}
