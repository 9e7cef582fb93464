// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>
#include <complex>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_cast_to_complex.hpp:[[#@LINE+1]]:54: error: not supported: a cast to this type
inline double f(const Eigen::VectorXd &x) { return x.cast<std::complex<double>>().real().sum(); }
