// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>
#include <iostream>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
// CHECK: fail_stream.hpp:[[#@LINE+2]]:13: error: not supported: 'operator<<' of 'ostream'
// CHECK: fail_stream.hpp:[[#@LINE+1]]:13: note: write 'GATEAUX_INACTIVE' before a statement that has no influence on derivatives
  std::cout << x;
  return x;
}
