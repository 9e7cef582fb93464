// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

struct Pair {
  double a, b;
};
GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
  Pair p{x, x};
  return p.a * p.b;
}
