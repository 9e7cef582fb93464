// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

// CHECK: fail_extent.hpp:[[#@LINE+1]]:40: error: 'x' is of type 'double', which is no pointer
GATEAUX_DIFFERENTIATE(gradient, extent(x, n))
inline double f(double x, int n) { return x * n; }

// CHECK: fail_extent.hpp:[[#@LINE+2]]:40: error: 'g' has no parameter 'q'
// CHECK: fail_extent.hpp:[[#@LINE+1]]:40: note: its pointers: p
GATEAUX_DIFFERENTIATE(gradient, extent(q, n))
// CHECK: fail_extent.hpp:[[#@LINE+2]]:17: error: the length of what 'p' points to is not known
// CHECK: fail_extent.hpp:[[#@LINE+1]]:17: note: add 'extent(p, n)' to 'GATEAUX_DIFFERENTIATE', with n an expression of the other parameters
inline double g(const double *p, int n) { return p[n - 1]; }

// CHECK: fail_extent.hpp:[[#@LINE+2]]:43: error: 'h' has no parameter 'm'
// CHECK: fail_extent.hpp:[[#@LINE+1]]:43: note: 'extent' takes an expression of its other parameters
GATEAUX_DIFFERENTIATE(gradient, extent(p, m))
inline double h(const double *p, int n) { return p[n - 1]; }

// CHECK: fail_extent.hpp:[[#@LINE+2]]:51: error: 'y' is no integer
// CHECK: fail_extent.hpp:[[#@LINE+1]]:51: note: 'extent' takes an expression of integers
GATEAUX_DIFFERENTIATE(wrt(p), gradient, extent(p, y))
inline double i(const double *p, double y) { return p[0] * y; }

// CHECK: fail_extent.hpp:[[#@LINE+2]]:45: error: 'extent' takes an expression of integers
// CHECK: fail_extent.hpp:[[#@LINE+1]]:45: note: of numbers, parameters, their members and sizes with '+', '-', '*', '/'; for example 'extent(p, n * x.size())'
GATEAUX_DIFFERENTIATE(gradient, extent(p, n % 2))
inline double j(const double *p, int n) { return p[n - 1]; }

// CHECK: fail_extent.hpp:[[#@LINE+2]]:33: error: 'extent' takes a pointer and its length
// CHECK: fail_extent.hpp:[[#@LINE+1]]:33: note: for example 'extent(p, n)'
GATEAUX_DIFFERENTIATE(gradient, extent(p))
// CHECK: fail_extent.hpp:[[#@LINE+2]]:17: error: the length of what 'p' points to is not known
// CHECK: fail_extent.hpp:[[#@LINE+1]]:17: note: add 'extent(p, n)' to 'GATEAUX_DIFFERENTIATE', with n an expression of the other parameters
inline double k(const double *p, int n) { return p[n - 1]; }

GATEAUX_DIFFERENTIATE(gradient, extent(p, n))
// CHECK: fail_extent.hpp:[[#@LINE+1]]:51: error: the length of 'p' is given as 'n' already
GATEAUX_DIFFERENTIATE(as(l2), gradient, extent(p, 2 * n))
inline double l(const double *p, int n) { return p[n - 1]; }

// CHECK: fail_extent.hpp:[[#@LINE+2]]:39: error: expected a length in 'extent'
// CHECK: fail_extent.hpp:[[#@LINE+1]]:39: note: for example 'extent(p, n)'
GATEAUX_DIFFERENTIATE(gradient, extent(p, ))
inline double m(const double *p, int n) { return p[n - 1]; }
