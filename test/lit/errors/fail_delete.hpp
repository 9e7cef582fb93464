// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

inline void g(double *) {}
GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
// CHECK: fail_delete.hpp:[[#@LINE+1]]:3: error: not supported: 'delete'
  delete static_cast<double *>(nullptr);
  return x;
}
