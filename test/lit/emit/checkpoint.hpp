// SPDX-License-Identifier: Apache-2.0
// RUN: %gateaux %s -o - -- %flags | FileCheck %s
//
// A marked loop in segments: the states at their beginnings are kept, and the values of one segment.
#include <gateaux/gateaux.hpp>

#include <cmath>

GATEAUX_DIFFERENTIATE(tangent, gradient)
inline double recurrence(double x, int n) {
  double y = x;
  GATEAUX_CHECKPOINT()
  for (int i = 0; i < n; ++i)
    y = std::sin(x * y);
  return y;
}

// Forward mode has nothing to keep.
// CHECK-LABEL: inline double recurrence_tangent(
// CHECK: for (int i = 0; i < n; ++i) {
// CHECK-NOT: for (
// CHECK: return

// CHECK-LABEL: inline double recurrence_gradient(
// CHECK: const int length =
// CHECK: const int segments =
// CHECK: ws.y_saved.resize(segments);
// CHECK-NEXT: for (int segment = 0; segment < segments; ++segment) {
// CHECK-NEXT: ws.y_saved[segment] = y;
// CHECK-NEXT: for (int i = segment * length; i < std::min<int>(segment * length + length, n); ++i) {
// CHECK: for (int segment = segments; segment-- > 0;) {
// CHECK: for (int i = [[BEGIN:.*]]; i < [[END:.*]]; ++i) {
// CHECK: for (int i = [[END]]; i-- > [[BEGIN]];) {
