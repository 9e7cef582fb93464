// SPDX-License-Identifier: Apache-2.0
// RUN: %gateaux %s --print-ir=frontend -- %flags | FileCheck %s
// RUN: %compiles %s %flags | FileCheck %s --check-prefix=CODE
//
// Objects are the values that they are made of; a parameter that is one has an argument for each member.
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>
#include <tuple>

struct Layer {
  Eigen::MatrixXd W;
  Eigen::VectorXd b;
  int power = 1;
  Eigen::VectorXd operator()(const Eigen::VectorXd &x) const { return W * x + b; }
};
struct Net {
  Layer in, out;
};

// CHECK-LABEL: func @loss(%net_in_W "net.in.W": f64[?x?], %net_in_b "net.in.b": f64[?x1], %net_in_power "net.in.power": i<int>,
// CHECK: matmul(%net_out_W, %h)
// CODE: inline double loss_gradient(const Net& net, const Eigen::VectorXd& x, Net& net_bar,
// CODE: net_bar.out.W.noalias() =
// CODE: inline double inner_gradient(const Net& net, const Eigen::VectorXd& x,
// CODE-NEXT: Eigen::MatrixXd& net_in_W_bar,
GATEAUX_DIFFERENTIATE(wrt(net), gradient)
GATEAUX_DIFFERENTIATE(wrt(net.in.W), gradient, as(inner))
inline double loss(const Net &net, const Eigen::VectorXd &x) {
  Eigen::VectorXd h = net.in(x).array().tanh();
  return net.out(h).squaredNorm();
}

// A member function gives a free function, with the object first.
// CHECK-LABEL: func @energy(%self_k "self.k": f64, %x: f64)
// CODE: inline double energy_gradient(const Spring& self, double x, Spring& self_bar,
struct Spring {
  double k;
  GATEAUX_DIFFERENTIATE(wrt(*this), gradient)
  double energy(double x) const { return 0.5 * k * x * x; }
};

// Copies are copies, references are names, and a lambda captures both.
// CHECK-LABEL: func @copies(%x: f64, %y: f64)
// CHECK: [[SUM:%.*]] = add(%y, %x)
// CHECK: mul(%x, [[SUM]])
GATEAUX_DIFFERENTIATE(gradient)
inline double copies(double x, double y) {
  auto kept = [x, &y] { return x * y; };
  auto [a, b] = std::make_pair(x, y);
  x = 100;
  y = b + a;
  return kept();
}
