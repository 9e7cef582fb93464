// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

inline void g(double &x) { x *= 2; }
inline void h(double x) { return g(x); }
GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) { return x ? (h(x), x) : (g(x), x); }
