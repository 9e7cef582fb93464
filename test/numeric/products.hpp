// SPDX-License-Identifier: Apache-2.0
//
// Products of matrices and vectors in every combination of shapes.
#ifndef GATEAUX_TEST_NUMERIC_PRODUCTS_HPP
#define GATEAUX_TEST_NUMERIC_PRODUCTS_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

namespace products {

using Eigen::MatrixXd;
using Eigen::RowVectorXd;
using Eigen::VectorXd;

GATEAUX_DIFFERENTIATE(tangent, adjoint, jacobian, objective)
inline VectorXd matrix_vector(const MatrixXd &A, const VectorXd &x) { return A * x; }

GATEAUX_DIFFERENTIATE(tangent, adjoint, jacobian, objective)
inline MatrixXd matrix_matrix(const MatrixXd &A, const MatrixXd &B) { return A * B; }

GATEAUX_DIFFERENTIATE(tangent, adjoint, jacobian, objective)
inline RowVectorXd row_matrix(const RowVectorXd &x, const MatrixXd &A) { return x * A; }

GATEAUX_DIFFERENTIATE(tangent, adjoint, jacobian, objective)
inline MatrixXd outer(const VectorXd &x, const VectorXd &y) { return x * y.transpose(); }

GATEAUX_DIFFERENTIATE(tangent, adjoint, objective)
inline MatrixXd outer_row(const VectorXd &x, const RowVectorXd &y) { return x * y; }

GATEAUX_DIFFERENTIATE(tangent, adjoint, gradient, hvp, objective)
inline double inner(const VectorXd &x, const VectorXd &y, const RowVectorXd &z) {
  double a = x.transpose() * y;
  double b = z * y;
  return a * b + (z * x).value();
}

// Transposes.

GATEAUX_DIFFERENTIATE(tangent, adjoint, objective)
inline MatrixXd transposed_left(const MatrixXd &A, const MatrixXd &B) { return A.transpose() * B; }

GATEAUX_DIFFERENTIATE(tangent, adjoint, objective)
inline MatrixXd transposed_right(const MatrixXd &A, const MatrixXd &B) { return A * B.transpose(); }

GATEAUX_DIFFERENTIATE(tangent, adjoint, objective)
inline MatrixXd transposed_both(const MatrixXd &A, const MatrixXd &B) {
  return A.transpose() * B.transpose();
}

GATEAUX_DIFFERENTIATE(tangent, adjoint, objective)
inline VectorXd transposed_vector(const MatrixXd &A, const VectorXd &x, const RowVectorXd &y) {
  return (x.transpose() * A).transpose() + A.transpose() * x + (y * A).transpose() +
         A.adjoint() * y.transpose();
}

GATEAUX_DIFFERENTIATE(gradient, adjoint, hvp, objective)
inline double gram(const MatrixXd &A, const VectorXd &x) {
  MatrixXd G = A.transpose() * A;
  return (x.transpose() * G * x).value() + (A * A.transpose()).trace();
}

// Chains of three, and products of sums.

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double chain(const MatrixXd &A, const MatrixXd &B, const MatrixXd &C) {
  MatrixXd D = A * B * C;
  MatrixXd E = 2.0 * A * (B + C.transpose() * C) * 0.5;
  return D.squaredNorm() + (E - D.transpose() * A).sum();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double bilinear(const VectorXd &x, const MatrixXd &A, const VectorXd &y, double s) {
  return s * x.dot(A * y) + (s * A * y).squaredNorm() + x.transpose() * A * (y / s);
}

// Diagonal matrices.

GATEAUX_DIFFERENTIATE(tangent, adjoint, objective)
inline MatrixXd diagonal_left(const VectorXd &d, const MatrixXd &A) { return d.asDiagonal() * A; }

GATEAUX_DIFFERENTIATE(tangent, adjoint, objective)
inline MatrixXd diagonal_right(const MatrixXd &A, const VectorXd &d) { return A * d.asDiagonal(); }

GATEAUX_DIFFERENTIATE(tangent, adjoint, objective)
inline VectorXd diagonal_vector(const VectorXd &d, const VectorXd &x) { return d.asDiagonal() * x; }

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double diagonal_both(const VectorXd &d, const MatrixXd &A, const VectorXd &e) {
  MatrixXd B = d.asDiagonal() * A * e.asDiagonal();
  MatrixXd D = d.asDiagonal();
  MatrixXd S = (d + d.cwiseProduct(d)).asDiagonal() * A;
  return B.squaredNorm() + (D * A).sum() + S.array().cube().sum();
}

// Accumulation and products in place.

GATEAUX_DIFFERENTIATE(gradient, adjoint, hvp, objective)
inline double accumulated(const MatrixXd &A, const MatrixXd &B) {
  MatrixXd C = A * B;
  C += A.transpose() * B;
  C -= B * B;
  MatrixXd D(A.rows(), B.cols());
  D.noalias() = A * C;
  D.noalias() += B * C;
  D.noalias() -= 0.5 * A.transpose() * B;
  return D.squaredNorm();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double in_place(const MatrixXd &A, const VectorXd &x) {
  MatrixXd B = A;
  B = B * B;
  B = A * B + B * A.transpose();
  B *= A;
  VectorXd y = x;
  y = B * y;
  y = A.transpose() * y;
  return y.squaredNorm() + B.sum();
}

// A product of one coefficient, and products with a vector on either side that is a block.

GATEAUX_DIFFERENTIATE(tangent, adjoint, objective)
inline MatrixXd of_parts(const MatrixXd &A, const VectorXd &x) {
  return A.leftCols(2) * x.head(2) * x.tail(3).transpose() +
         A.row(1).tail(3).transpose() * A.col(0).head(3).transpose();
}

} // namespace products

#endif // GATEAUX_TEST_NUMERIC_PRODUCTS_HPP
