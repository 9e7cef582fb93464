// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

// CHECK: fail_wrt_member.hpp:[[#@LINE+1]]:27: error: not supported: 'wrt' of a member of a parameter
GATEAUX_DIFFERENTIATE(wrt(net.W), gradient)
inline double f(double net) { return net * net; }
