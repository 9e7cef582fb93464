// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_norm_exponent.hpp:[[#@LINE+1]]:54: error: not supported: 'lpNorm' with this exponent
inline double f(const Eigen::VectorXd &x) { return x.lpNorm<3>(); }
