// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x, int n) {
// CHECK: fail_huge_integer.hpp:[[#@LINE+1]]:3: error: not supported: variable of type 'const __int128'
  const auto m = static_cast<__int128>(n) << 70;
  return x * static_cast<double>(m >> 70);
}
