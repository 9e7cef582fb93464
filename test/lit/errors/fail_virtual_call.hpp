// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

struct Base {
  virtual ~Base() = default;
  virtual double f(double x) const { return x; }
};
inline const Base b;
GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
  const Base &base = b;
  return base.f(x);
}
