// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>
#include <complex>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
// CHECK: fail_cmath_complex.hpp:[[#@LINE+1]]:3: error: not supported: 'std::exp' of 'complex<double>'
  std::exp(std::complex<double>(x, 1));
  return x;
}
