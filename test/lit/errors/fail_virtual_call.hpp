// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

struct Base {
  virtual ~Base() = default;
  virtual double f(double x) const { return x; }
};
inline const Base *base = nullptr;
GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_virtual_call.hpp:[[#@LINE+1]]:42: error: not supported: call of the member function 'f'
inline double f(double x) { return base->f(x); }
