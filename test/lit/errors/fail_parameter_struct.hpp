// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

struct Net {
  double W;
};
GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_parameter_struct.hpp:[[#@LINE+1]]:17: error: not supported: parameter of type 'const Net &'
inline double f(const Net &net) { return net.W; }
