// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>
#include <iostream>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
  std::cout << x;
  return x;
}
