// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

#include <Eigen/Dense>
#include <vector>

struct Step {
  Eigen::VectorXd x;
  double scale = 1;
};
struct View {
  const Eigen::VectorXd &x;
};

GATEAUX_DIFFERENTIATE(gradient)
inline double initialised(const Eigen::VectorXd &x, int n) {
// CHECK: fail_list.hpp:[[#@LINE+2]]:21: error: not supported: new elements with initialisers of their own
// CHECK: fail_list.hpp:[[#@LINE+1]]:21: note: append them one by one with 'push_back'
  std::vector<Step> steps(n);
  steps[0].x = x;
  return steps[0].x.sum();
}

GATEAUX_DIFFERENTIATE(gradient)
inline double extended(const Eigen::VectorXd &x, int n) {
  std::vector<Step> steps;
// CHECK: fail_list.hpp:[[#@LINE+2]]:3: error: not supported: new elements with initialisers of their own
// CHECK: fail_list.hpp:[[#@LINE+1]]:3: note: append them one by one with 'push_back'
  steps.resize(n);
  steps[0].x = x;
  return steps[0].x.sum();
}

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
