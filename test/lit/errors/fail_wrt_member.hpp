// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(wrt(net.W), gradient)
inline double f(double net) { return net * net; }
