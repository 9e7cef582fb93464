// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>
#include <initializer_list>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) {
  Eigen::VectorXd v{std::initializer_list<double>{x, x}};
  return v.sum();
}
