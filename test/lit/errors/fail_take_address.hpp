// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

inline double g(const double *x) { return 0; }
GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) { return &x ? x : 0; }
