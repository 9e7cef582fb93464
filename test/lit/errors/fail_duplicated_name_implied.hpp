// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
//
// A jacobian needs the tangent and the adjoint.
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(wrt(x), jacobian)
// CHECK: fail_duplicated_name_implied.hpp:[[#@LINE+3]]:31: error: 'f_tangent' would be generated twice
// CHECK: fail_duplicated_name_implied.hpp:[[#@LINE-2]]:31: note: it is generated for this already
// CHECK: fail_duplicated_name_implied.hpp:[[#@LINE+1]]:31: note: give another name with 'as(name)'
GATEAUX_DIFFERENTIATE(wrt(y), tangent)
inline Eigen::VectorXd f(const Eigen::VectorXd &x, const Eigen::VectorXd &y) { return x.cwiseProduct(y); }
