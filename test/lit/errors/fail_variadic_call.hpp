// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

inline double g(double x, ...) { return x * x; }
GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) { return g(x, 1); }
