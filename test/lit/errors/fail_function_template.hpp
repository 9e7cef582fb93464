// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
template <class T> T f(T x) { return x * x; }

GATEAUX_DIFFERENTIATE(gradient)
template <class T> T g(T x) { return x * x; }
template double g<double>(double);
template float g<float>(float);

template <class T> struct Line {
  T a;
  GATEAUX_DIFFERENTIATE(gradient)
  T at(T x) const { return a * x; }
};
