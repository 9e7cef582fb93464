// SPDX-License-Identifier: Apache-2.0
// RUN: %compiles %s %flags | FileCheck %s
//
// A source file includes what is generated from it; the generated header does not include the source file.
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

// CHECK: #pragma once
// CHECK-NOT: #include "
// CHECK: inline double f_gradient(
// CHECK-NOT: #include
GATEAUX_DIFFERENTIATE(gradient)
static double f(const Eigen::VectorXd &x) { return x.squaredNorm(); }

#include "source_file.gateaux.hpp"
