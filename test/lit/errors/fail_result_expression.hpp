// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(tangent)
// CHECK: fail_result_expression.hpp:[[#@LINE+2]]:8: error: not supported: a result that is an expression of Eigen's
// CHECK: fail_result_expression.hpp:[[#@LINE+1]]:8: note: return a plain type, for example 'Eigen::MatrixXd'
inline auto f(const Eigen::VectorXd &x) { return 2 * x; }
