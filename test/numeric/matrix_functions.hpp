// SPDX-License-Identifier: Apache-2.0
//
// Functions of whole matrices from Eigen's unsupported module.
#ifndef GATEAUX_TEST_NUMERIC_MATRIX_FUNCTIONS_HPP
#define GATEAUX_TEST_NUMERIC_MATRIX_FUNCTIONS_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>
#include <unsupported/Eigen/MatrixFunctions>

namespace matrix_functions {

using Eigen::Matrix2d;
using Eigen::MatrixXd;
using Eigen::VectorXd;

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double exponential(const MatrixXd &A, const VectorXd &x) {
  VectorXd y = A.exp() * x;
  return y.array().sin().sum() + (0.1 * A.transpose()).exp().trace();
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double logarithm(const MatrixXd &A) {
  MatrixXd L = A.log();
  return L.squaredNorm() + L(0, 1);
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double root(const MatrixXd &A, const MatrixXd &B) {
  MatrixXd R = A.sqrt();
  return (R * B).array().cube().sum();
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double power(const MatrixXd &A, double p) {
  return A.pow(p).cwiseProduct(A).sum() + A.pow(-0.5)(0, 0);
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double trigonometric(const MatrixXd &A) {
  const MatrixXd S = A.sin(), C = A.cos();
  return (S * S + C * C * A).squaredNorm() + (A.sinh() + A.cosh()).sum();
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double fixed(const Matrix2d &A) {
  return A.exp().squaredNorm();
}

// The functions of the same names of coefficients.
GATEAUX_DIFFERENTIATE(hvp, objective)
inline double coefficients(const MatrixXd &A) {
  MatrixXd B = A.array().exp() + (1.0 + A.array().square()).sqrt();
  return (B.array().log() * A.exp().array()).sum() + A.array().pow(2.0).sum();
}

// The states of a linear system that changes, in a loop inside a branch.
GATEAUX_DIFFERENTIATE(hvp, objective)
inline double system(const MatrixXd &A, const MatrixXd &B, const VectorXd &x, int steps, bool moves) {
  VectorXd y = x;
  double loss = 0;
  if (moves) {
    MatrixXd C = A;
    for (int k = 0; k < steps; ++k) {
      y = (0.1 * C).exp() * y;
      C += 0.1 * y(0) * B;
      loss += y.squaredNorm();
    }
  }
  return loss + y.sum();
}

} // namespace matrix_functions

#endif // GATEAUX_TEST_NUMERIC_MATRIX_FUNCTIONS_HPP
