// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>
#include <memory>
#include <optional>
#include <vector>

struct Data {
  std::vector<double> x;
  double y;
};
GATEAUX_DIFFERENTIATE(wrt(d.y), gradient)
inline double f(const Data &d) { return d.y * d.y; }

struct View {
  const double *x;
  int n;
};
GATEAUX_DIFFERENTIATE(wrt(s), gradient)
// CHECK: fail_parameter_members.hpp:[[#@LINE+2]]:55: error: the length of what 'v.x' points to is not known
// CHECK: fail_parameter_members.hpp:[[#@LINE+1]]:55: note: add 'extent(v.x, n)' to 'GATEAUX_DIFFERENTIATE', with n an expression of the other parameters
inline double g(const View &v, double s) { return s * v.x[0]; }
GATEAUX_DIFFERENTIATE(wrt(s), gradient)
inline double h(const View &v, double s) { return s * v.n; }

struct Held {
  std::optional<double> x;
  std::unique_ptr<double> y;
  double z;
};
GATEAUX_DIFFERENTIATE(wrt(s), gradient)
// CHECK: fail_parameter_members.hpp:[[#@LINE+2]]:55: error: not supported: 'operator*' of 'std::optional<double>'
// CHECK: fail_parameter_members.hpp:[[#@LINE+1]]:55: note: write 'GATEAUX_INACTIVE' before a statement that has no influence on derivatives
inline double i(const Held &v, double s) { return s * *v.x; }
GATEAUX_DIFFERENTIATE(wrt(s), gradient)
// CHECK: fail_parameter_members.hpp:[[#@LINE+2]]:55: error: not supported: 'operator*' of 'std::unique_ptr<double>'
// CHECK: fail_parameter_members.hpp:[[#@LINE+1]]:55: note: write 'GATEAUX_INACTIVE' before a statement that has no influence on derivatives
inline double j(const Held &v, double s) { return s * *v.y; }
GATEAUX_DIFFERENTIATE(wrt(v.z), gradient)
inline double k(const Held &v, double s) { return s * v.z; }
