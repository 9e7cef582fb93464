// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_PROVIDED(wrt(x), tangents)
inline double f(double x) { return x * x; }
GATEAUX_DIFFERENTIATE(gradient)
inline double g(double x) { return f(x); }
