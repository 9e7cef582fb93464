// SPDX-License-Identifier: Apache-2.0
// RUN: %gateaux %s --print-ir=frontend -- %flags | FileCheck %s
//
// A variable that the arms leave with different values is a result of the branch. Where one arm always returns, what
// follows stands in the other one, and no flag is needed.
#include <cmath>
#include <gateaux/gateaux.hpp>

// CHECK-LABEL: func @early(
// CHECK: [[NEGATIVE:%.*]] = compare(%x, {{.*}}) lt : bool
// CHECK-NEXT: [[RESULT:%.*]] = if([[NEGATIVE]]) : f64 {
// CHECK-NEXT: yield %x
// CHECK-NEXT: } {
// CHECK-NEXT: [[ROOT:%.*]] = sqrt(%x) : f64
// CHECK-NEXT: yield [[ROOT]]
// CHECK-NEXT: }
// CHECK-NEXT: output [[RESULT]]
GATEAUX_DIFFERENTIATE(gradient)
inline double early(double x) {
  if (x < 0)
    return x;
  return std::sqrt(x);
}

// The result has the variable's name; what only one arm computes and nobody needs later stays inside.
// CHECK-LABEL: func @merged(
// CHECK: %y.1 = if({{.*}}) : f64 {
// CHECK-NEXT: %t = mul(%y, %y) : f64
// CHECK: yield
// CHECK-NEXT: } {
// CHECK-NEXT: yield %y
// CHECK-NEXT: }
GATEAUX_DIFFERENTIATE(gradient)
inline double merged(double x, int n) {
  double y = x * x;
  if (n > 2) {
    double t = y * y;
    y = t + x;
  }
  return y;
}

// `?:` with harmless arms is a selection; an arm that may fail is evaluated only where it is chosen.
// CHECK-LABEL: func @chosen(
// CHECK: select(
// CHECK: if({{.*}}) : f64 {
// CHECK-NEXT: log(%x)
GATEAUX_DIFFERENTIATE(gradient)
inline double chosen(double x) { return (x > 1 ? 2 * x : x * x) + (x > 0 ? std::log(x) : 0.0); }

// Labels side by side are one condition; a section that falls through goes on with the next one's statements.
// CHECK-LABEL: func @switched(
// CHECK: compare(%n, {{.*}}) eq : bool
// CHECK: or(
// CHECK: if(
GATEAUX_DIFFERENTIATE(gradient)
inline double switched(double x, int n) {
  double t = 1;
  switch (n) {
  case 0:
  case 1:
    t = x;
    [[fallthrough]];
  case 2:
    t *= x;
    break;
  default:
    t = 3 * x;
  }
  return t;
}
