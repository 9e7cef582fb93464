// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

struct S {
  GATEAUX_PROVIDED(tangent)
  double f(double x) const { return x * x; }
};
GATEAUX_DIFFERENTIATE(gradient)
inline double g(double x) { return x; }
