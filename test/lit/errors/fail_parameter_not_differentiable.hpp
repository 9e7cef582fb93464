// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(wrt(x, n), gradient)
inline double f(double x, int n) { return x * n; }
