// SPDX-License-Identifier: Apache-2.0
// RUN: %compiles %s %flags | FileCheck %s
//
// What becomes of loops: sums over independent iterations keep nothing, recurrences keep what the reverse
// sweep reads, and what a loop writes to stays where it is.
#include <Eigen/Dense>
#include <cmath>
#include <gateaux/gateaux.hpp>

// Forward and reverse run in one iteration.
// CHECK: The reverse sweep saves no matrices.
// CHECK-LABEL: inline double independent_gradient(
// CHECK-NOT: saved
// CHECK: for (int i = 0; i < x.size(); ++i) {
// CHECK-NOT: for (
// CHECK: a_bar +=
// CHECK: x_bar(i) +=
// CHECK: return
GATEAUX_DIFFERENTIATE(gradient)
inline double independent(const Eigen::VectorXd &x, double a) {
  double sum = 0;
  for (int i = 0; i < x.size(); ++i)
    sum += std::tanh(a * x(i));
  return sum;
}

// The state before each step is kept where it is needed, and the loop runs back.
// CHECK: Saved for the reverse sweep: {{.*}}(of every iteration)
// CHECK-LABEL: inline double recurrence_gradient(
// CHECK: ws.h_saved.resize(X.cols());
// CHECK: for (Eigen::Index t = 0; t < X.cols(); ++t) {
// CHECK: // Reverse sweep.
// CHECK: for (Eigen::Index t = X.cols(); t-- > 0;) {
// CHECK: W_bar.noalias() +=
GATEAUX_DIFFERENTIATE(gradient)
inline double recurrence(const Eigen::MatrixXd &W, const Eigen::MatrixXd &X) {
  Eigen::VectorXd h = X.col(0);
  for (Eigen::Index t = 0; t < X.cols(); ++t)
    h = (W * h + X.col(t)).array().tanh();
  return h.squaredNorm();
}

// The tangent runs with its loop.
// CHECK-LABEL: inline double together_tangent(
// CHECK: for (
// CHECK-NOT: for (
// CHECK: return
GATEAUX_DIFFERENTIATE(tangent)
inline double together(double x, int n) {
  for (int i = 0; i < n; ++i)
    x = std::sin(x) * x;
  return x;
}

// Coefficients are written in place: no matrix is copied within the loops.
// CHECK-LABEL: inline double elimination_gradient(
// CHECK: for (
// CHECK: A2(i, j) -=
// CHECK: // Reverse sweep.
// CHECK: for (
// CHECK-NOT: {{A_bar[0-9]* = A_bar[0-9]*;}}
// CHECK: return
GATEAUX_DIFFERENTIATE(gradient)
inline double elimination(Eigen::MatrixXd A) {
  double det = 1;
  for (int k = 0; k < A.rows(); ++k) {
    det *= A(k, k);
    for (int i = k + 1; i < A.rows(); ++i) {
      const double f = A(i, k) / A(k, k);
      for (int j = k + 1; j < A.rows(); ++j)
        A(i, j) -= f * A(k, j);
    }
  }
  return det;
}

// A condition is asked once, and each arm has its own derivative.
// CHECK-LABEL: inline double branch_hvp(
// CHECK: if (
// CHECK: } else {
// CHECK: return
GATEAUX_DIFFERENTIATE(hvp)
inline double branch(double x, double y) {
  double r;
  if (x < y)
    r = std::exp(x) * y;
  else
    r = std::sin(x * x);
  return r * r;
}
