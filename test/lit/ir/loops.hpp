// SPDX-License-Identifier: Apache-2.0
// RUN: %gateaux %s --print-ir=frontend -- %flags | FileCheck %s
//
// Loops carry what their bodies change; what they only read is captured. A `for` that counts is a For, unless it can be
// left early; everything else is a While.
#include <Eigen/Core>
#include <cmath>
#include <gateaux/gateaux.hpp>

// CHECK-LABEL: func @counted(
// CHECK: %s.1 = for({{.*}}, {{.*}}, %s) 1 : f64 (%i: i<int>, %s.2: f64) {
// CHECK: yield %s.3
// CHECK-NEXT: }
// CHECK-NEXT: output %s.1
GATEAUX_DIFFERENTIATE(gradient)
inline double counted(double x, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += x * i;
  return s;
}

// CHECK-LABEL: func @downwards(
// CHECK: for({{.*}}) -1 : f64 (%i: i<Eigen::Index>, %s.2: f64) {
// CHECK: for({{.*}}) -1 : f64 (%j: i<Eigen::Index>, %s.5: f64) {
GATEAUX_DIFFERENTIATE(gradient)
inline double downwards(const Eigen::VectorXd &x) {
  double s = 1;
  for (Eigen::Index i = x.size() - 1; i >= 0; --i)
    s = s * x(i) + 1;
  for (Eigen::Index j = x.size(); j-- > 1;)
    s += s * x(j);
  return s;
}

// The matrix changes its shape from one iteration to the next, so that only its declared type holds.
// CHECK-LABEL: func @shapes(
// CHECK: %h.1 = for({{.*}}) 1 : f64[?x1] (%l: i<int>, %h.2: f64[?x1]) {
GATEAUX_DIFFERENTIATE(gradient)
inline double shapes(const Eigen::MatrixXd &W, int n) {
  Eigen::VectorXd h = Eigen::VectorXd::Ones(3);
  for (int l = 0; l < n; ++l)
    h = W * h;
  return h.sum();
}

// A break is part of the condition for going on, and the rest of the body stands in a branch.
// CHECK-LABEL: func @left(
// CHECK: %x.1, %i.1 = while({{.*}}) : i<Eigen::Index>, f64, i<int>
// CHECK: [[LEFT:%.*]] = compare({{.*}}) gt : bool
// CHECK: if([[LEFT]])
// CHECK: not([[LEFT]])
// CHECK: and(
GATEAUX_DIFFERENTIATE(gradient)
inline double left(double x, int n) {
  for (int i = 0; i < n; ++i) {
    if (x > 10)
      break;
    x *= 2;
  }
  return x;
}

// The bound changes within the loop.
// CHECK-LABEL: func @moving(
// CHECK: while(
GATEAUX_DIFFERENTIATE(gradient)
inline double moving(double x, int n) {
  for (int i = 0; i < n; ++i) {
    x *= 2;
    n -= i;
  }
  return x;
}
