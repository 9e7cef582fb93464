// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

struct Point {
  double x, y;
};
GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x, int n) {
  Point p[2][2] = {{{x, 1}, {2, x}}, {{x, x}, {1, 2}}};
// CHECK: fail_object_position.hpp:[[#@LINE+2]]:12: error: not supported: a position in an array of objects that is known at run time only
// CHECK: fail_object_position.hpp:[[#@LINE+1]]:12: note: write the elements out, or keep them in a 'std::vector'
  return p[n][0].x * p[0][1].y;
}
