// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>
#include <vector>

struct Data {
  std::vector<double> x;
  double y;
};
GATEAUX_DIFFERENTIATE(wrt(d.y), gradient)
// CHECK: fail_parameter_members.hpp:[[#@LINE+2]]:17: error: not supported: a member of type 'std::vector<double>' in a parameter
// CHECK: fail_parameter_members.hpp:[[#@LINE+1]]:17: note: its path is 'd.x'
inline double f(const Data &d) { return d.y * d.y; }

struct View {
  const double *x;
};
GATEAUX_DIFFERENTIATE(wrt(s), gradient)
// CHECK: fail_parameter_members.hpp:[[#@LINE+2]]:17: error: not supported: a member of type 'const double *' in a parameter
// CHECK: fail_parameter_members.hpp:[[#@LINE+1]]:17: note: its path is 'v.x'
inline double g(const View &v, double s) { return s; }
