// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

#include <Eigen/Dense>
#include <cstring>
#include <vector>

struct View {
  const Eigen::VectorXd &x;
};

GATEAUX_DIFFERENTIATE(gradient)
inline double constructed(const Eigen::VectorXd &x) {
  std::vector<Eigen::MatrixXd> Z;
// CHECK: fail_list.hpp:[[#@LINE+2]]:3: error: not supported: an element of these arguments
// CHECK: fail_list.hpp:[[#@LINE+1]]:3: note: construct it, and append it with 'push_back'
  Z.emplace_back(2, 2);
  Z[0].setConstant(x.sum());
  return Z[0].sum();
}

GATEAUX_DIFFERENTIATE(gradient)
inline double inserted(const Eigen::VectorXd &x) {
  std::vector<Eigen::VectorXd> Z{x, x};
// CHECK: fail_list.hpp:[[#@LINE+1]]:32: error: not supported: a list that begins with this
  std::vector<Eigen::VectorXd> Y(Z.begin(), Z.end());
  return Y[0].sum();
}

GATEAUX_DIFFERENTIATE(gradient)
inline double references(const Eigen::VectorXd &x) {
// CHECK: fail_list.hpp:[[#@LINE+1]]:3: error: not supported: a list of objects with pointers, references or lambdas
  std::vector<View> views;
  views.push_back({x});
  return views[0].x.sum();
}

GATEAUX_DIFFERENTIATE(gradient)
inline double decomposed(const Eigen::MatrixXd &A) {
// CHECK: fail_list.hpp:[[#@LINE+1]]:3: error: not supported: a list of decompositions
  std::vector<Eigen::LLT<Eigen::MatrixXd>> F;
  F.push_back(A.llt());
  return F[0].solve(A).sum();
}

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_list.hpp:[[#@LINE+2]]:15: error: not supported: writing to a list that is a parameter
// CHECK: fail_list.hpp:[[#@LINE+1]]:23: note: 'xs' is written; copy it, and change the copy
inline double written(std::vector<Eigen::VectorXd> &xs) {
  xs[0] = xs[1].array().sin();
  return xs[0].sum();
}

// CHECK: fail_list.hpp:[[#@LINE+2]]:34: error: not supported: 'hessian' by a list
// CHECK: fail_list.hpp:[[#@LINE+1]]:34: note: 'gradient', 'adjoint', 'tangent', 'hvp', 'ggnvp' and 'objective' take lists
GATEAUX_DIFFERENTIATE(objective, hessian)
inline double densely(const std::vector<Eigen::VectorXd> &xs) { return xs[0].sum(); }

struct Scaled {
  Scaled(int a, int b) : a(a), b(b) {}
  Scaled(double a, double b, double c = 0) : a(a), b(b + c) {}
  double a, b;
};
GATEAUX_DIFFERENTIATE(gradient)
inline double emplaced(const Eigen::VectorXd &x) {
  std::vector<Scaled> all;
// CHECK: fail_list.hpp:[[#@LINE+2]]:3: error: not supported: an element of these arguments
// CHECK: fail_list.hpp:[[#@LINE+1]]:3: note: construct it, and append it with 'push_back'
  all.emplace_back(x(0), x(1));
  return all[0].a * all[0].b;
}

GATEAUX_DIFFERENTIATE(gradient)
inline double bytes(const Eigen::VectorXd &x) {
  double a[5] = {};
// CHECK: fail_list.hpp:[[#@LINE+1]]:3: error: not supported: call of 'memcpy', whose body is not visible here
  std::memcpy(a, x.data(), 4 * sizeof(float));
  return a[0] + a[1];
}
