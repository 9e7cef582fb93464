// SPDX-License-Identifier: Apache-2.0
// RUN: %compiles %s %flags | FileCheck %s
//
// Below the #include of its output a source file uses what is generated, though the tool reads that as empty.
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

// CHECK: inline double f_gradient(
GATEAUX_DIFFERENTIATE(gradient)
static double f(const Eigen::VectorXd &x) { return x.squaredNorm(); }

#include "source_file_uses.gateaux.hpp"

double use(const Eigen::VectorXd &x, Eigen::VectorXd &g) { return f_gradient(x, g); }
