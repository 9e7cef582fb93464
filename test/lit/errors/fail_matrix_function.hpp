// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <unsupported/Eigen/MatrixFunctions>
#include <gateaux/gateaux.hpp>

inline std::complex<double> stem(std::complex<double> x, int order) { return order == 0 ? x * x : x; }

GATEAUX_DIFFERENTIATE(gradient)
inline double g(const Eigen::MatrixXd &A) {
// CHECK: fail_matrix_function.hpp:[[#@LINE+1]]:{{[0-9]+}}: error: not supported: Eigen's 'matrixFunction' of 'Matrix'
  return A.matrixFunction(stem).eval().sum();
}
