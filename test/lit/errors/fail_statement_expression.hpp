// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
// CHECK: fail_statement_expression.hpp:[[#@LINE+1]]:23: error: not supported: expression of kind 'StmtExpr'
  return __extension__({
    double y = x * x;
    y;
  });
}
