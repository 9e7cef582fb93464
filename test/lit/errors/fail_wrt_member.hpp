// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

struct Net {
  Eigen::VectorXd W;
  int n;
};
// CHECK: fail_wrt_member.hpp:[[#@LINE+2]]:27: error: 'net.V' is no differentiable member
// CHECK: fail_wrt_member.hpp:[[#@LINE+1]]:27: note: did you mean 'net.W'?
GATEAUX_DIFFERENTIATE(wrt(net.V), gradient)
inline double f(const Net &net) { return net.W.sum(); }

// CHECK: fail_wrt_member.hpp:[[#@LINE+1]]:32: error: 'net.W' is named twice
GATEAUX_DIFFERENTIATE(wrt(net, net.W), gradient)
inline double g(const Net &net) { return net.W.sum(); }
