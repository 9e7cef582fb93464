// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>
#include <vector>

GATEAUX_INACTIVE
double other(const std::vector<double> &x);
GATEAUX_DIFFERENTIATE(gradient)
inline double f(const std::vector<double> &x) {
  double y = other(x);
  return x[0] * y;
}
