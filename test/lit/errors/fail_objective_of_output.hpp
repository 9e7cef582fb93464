// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(objective)
inline void f(const Eigen::VectorXd &x, Eigen::VectorXd &y) { y = 2 * x; }
