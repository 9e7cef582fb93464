// SPDX-License-Identifier: Apache-2.0
// RUN: %gateaux %s --print-ir=frontend -- %flags | FileCheck %s
//
// Writes through references of callees reach the caller's variables, views of them too.
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

inline void add(Eigen::Ref<Eigen::VectorXd> y, double s) { y.array() += s; }

// CHECK: func @f(%A: f64[?x?], %s: f64) -> ()
// CHECK: [[COLUMN:%[0-9]+]] = {{.*}} : f64[?x1]
// CHECK: %A.1 = {{update|accumulate}}(%A,
// CHECK: output "A" %A.1
GATEAUX_DIFFERENTIATE(tangent)
inline void f(Eigen::MatrixXd &A, double s) { add(A.col(2), s); }
