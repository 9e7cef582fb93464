// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_factor_of_qr.hpp:[[#@LINE+1]]:86: error: not supported: Eigen's 'householderQ' of 'HouseholderQR'
inline double f(const Eigen::MatrixXd &A) { return Eigen::MatrixXd(A.householderQr().householderQ()).sum(); }
