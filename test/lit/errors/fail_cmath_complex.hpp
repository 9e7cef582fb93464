// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>
#include <complex>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_cmath_complex.hpp:[[#@LINE+1]]:73: error: not supported: call of the member function 'real'
inline double f(double x) { return std::exp(std::complex<double>(x, 1)).real(); }
