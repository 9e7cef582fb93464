// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

struct S {
  double y;
  GATEAUX_DIFFERENTIATE(gradient)
};
inline double f(double x) { return x * x; }
