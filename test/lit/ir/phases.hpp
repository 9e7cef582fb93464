// SPDX-License-Identifier: Apache-2.0
// RUN: %gateaux %s --print-ir -- %flags | FileCheck %s
// RUN: %gateaux %s --print-ir=all -- %flags | FileCheck %s
// RUN: %gateaux %s --print-ir=simplify -- %flags | FileCheck %s --check-prefix=LAST --implicit-check-not='// after'
//
// Every phase in order; with a name, only that one. Nothing else is written.
// RUN: rm -rf %t && mkdir %t && cd %t && %gateaux %s --print-ir -- %flags && not ls phases.gateaux.hpp
//
// With -o the header is written too.
// RUN: %gateaux %s --print-ir -o %t/out.hpp -- %flags && ls %t/out.hpp
#include <gateaux/gateaux.hpp>

// CHECK: // after frontend
// CHECK: func @f(%x: f64) -> (f64) origin "phases.hpp:[[#@LINE+14]]" {
// CHECK-NEXT: [[SQUARE:%.*]] = mul(%x, %x) : f64
// CHECK-NEXT: output [[SQUARE]]
// CHECK: // after canonical
// CHECK: square(%x) : f64
// CHECK: // after derive
// CHECK-NEXT: func @f_gradient(%x: f64) -> (f64)
// CHECK: output "x_bar"
// CHECK: // after expand-calls
// CHECK: // after simplify
// LAST: // after simplify
// LAST-NEXT: func @f_gradient(
// LAST: output "x_bar"
GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) { return x * x; }
