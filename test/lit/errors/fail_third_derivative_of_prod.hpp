// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>
#include <gateaux/support.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_third_derivative_of_prod.hpp:[[#@LINE+2]]:78: error: not supported: third derivatives of 'prod'
// CHECK: fail_third_derivative_of_prod.hpp:[[#@LINE+1]]:78: note: write the product as the exponential of a sum of logarithms
inline double f(const Eigen::VectorXd &x, const Eigen::VectorXd &y) { return gateaux::prod_pairs(x, y).sum(); }
