// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

inline double scale = 2;
GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) { return scale * x; }
