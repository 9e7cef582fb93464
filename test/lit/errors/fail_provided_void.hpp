// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_PROVIDED(tangent)
inline void f(double) {}
GATEAUX_DIFFERENTIATE(gradient)
inline double g(double x) { return x; }
