// SPDX-License-Identifier: Apache-2.0
//
// A function whose result is a matrix: the outputs of the network of loss.hpp.
#ifndef GATEAUX_TEST_ALLOCATION_RESIDUAL_HPP
#define GATEAUX_TEST_ALLOCATION_RESIDUAL_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(wrt(K, b, W), tangent, adjoint)
inline Eigen::MatrixXd residual(const Eigen::MatrixXd &K, const Eigen::VectorXd &b,
                                const Eigen::MatrixXd &W, const Eigen::MatrixXd &Y,
                                const Eigen::MatrixXd &C) {
  Eigen::MatrixXd Z = ((K * Y).colwise() + b).array().tanh();
  return W * Z - C;
}

#endif // GATEAUX_TEST_ALLOCATION_RESIDUAL_HPP
