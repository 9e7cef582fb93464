// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

namespace a {
GATEAUX_DIFFERENTIATE(gradient)
} // namespace a
inline double f(double x) { return x * x; }
