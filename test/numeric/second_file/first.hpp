// SPDX-License-Identifier: Apache-2.0
//
// Functions whose generated derivatives are differentiated once more by higher.hpp.
#ifndef GATEAUX_TEST_NUMERIC_FIRST_HPP
#define GATEAUX_TEST_NUMERIC_FIRST_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>
#include <gateaux/nn.hpp>

#include <cmath>

namespace first {

using Eigen::MatrixXd;
using Eigen::VectorXd;

GATEAUX_DIFFERENTIATE(wrt(x), tangent, adjoint)
inline VectorXd linear(const MatrixXd &W, const VectorXd &x) { return W * x; }

GATEAUX_DIFFERENTIATE(wrt(z), tangent, adjoint)
inline VectorXd exponential(const VectorXd &z) { return z.array().exp(); }

GATEAUX_DIFFERENTIATE(wrt(W, x), tangent, adjoint)
inline VectorXd composed(const MatrixXd &W, const VectorXd &x) {
  VectorXd z = W * x;
  return z.array().exp();
}

GATEAUX_DIFFERENTIATE(wrt(K, b, W), tangent, adjoint)
inline MatrixXd network(const MatrixXd &K, const VectorXd &b, const MatrixXd &W,
                        const MatrixXd &Y) {
  MatrixXd Z = ((K * Y).colwise() + b).array().tanh();
  return W * Z;
}

GATEAUX_DIFFERENTIATE(wrt(K, b, W), tangent, gradient, hvp)
inline double loss(const MatrixXd &K, const VectorXd &b, const MatrixXd &W, const MatrixXd &Y,
                   const MatrixXd &C) {
  MatrixXd Z = ((K * Y).colwise() + b).array().tanh();
  MatrixXd S = W * Z;
  return gateaux::nn::softmax_cross_entropy(S, C);
}

GATEAUX_DIFFERENTIATE(tangent, gradient, hvp)
inline double scalar(double x, double y) { return std::exp(x * y) * std::sin(x) + y * y * y * x; }

} // namespace first

#endif // GATEAUX_TEST_NUMERIC_FIRST_HPP
