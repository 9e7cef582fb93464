// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(wrt(a), gradiant)
inline double f(double x) { return x * x; }

GATEAUX_DIFFERENTIATE(gradient)
inline double g(double x) {
  while (x > 1)
    x /= 2;
  return x;
}

GATEAUX_DIFFERENTIATE(gradient)
inline double h(double x) { return x * x; }
