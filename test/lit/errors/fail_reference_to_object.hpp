// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

struct Base {
  double x;
};
extern const Base global;
GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
// CHECK: fail_reference_to_object.hpp:[[#@LINE+1]]:22: error: not supported: object of type 'const Base'
  const Base &base = global;
  return base.x * x;
}
