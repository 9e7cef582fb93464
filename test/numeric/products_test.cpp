// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "products.gateaux.hpp"

namespace {

using Eigen::RowVectorXd;
using numeric::check;
using numeric::Matrix;
using numeric::random;
using numeric::randomVector;
using numeric::Vector;

Matrix matrix(Eigen::Index rows, Eigen::Index cols, unsigned seed) {
  return random<Matrix>(rows, cols, seed);
}
Vector vector(Eigen::Index size, unsigned seed) { return randomVector<Vector>(size, seed); }

const Matrix A = matrix(3, 4, 1), B = matrix(4, 2, 2), Q = matrix(3, 3, 3), R = matrix(3, 3, 4);
const Vector x = vector(4, 5), y = vector(3, 6);

TEST(Products, MatrixVector) {
  check<products::matrix_vector_objective>(A, x);
  NUMERIC_CHECK_FUNCTIONS(products::matrix_vector, A, x);
}
TEST(Products, MatrixMatrix) {
  check<products::matrix_matrix_objective>(A, B);
  NUMERIC_CHECK_FUNCTIONS(products::matrix_matrix, A, B);
}
TEST(Products, RowMatrix) {
  check<products::row_matrix_objective>(RowVectorXd(y), A);
  NUMERIC_CHECK_FUNCTIONS(products::row_matrix, RowVectorXd(y), A);
}
TEST(Products, Outer) {
  check<products::outer_objective>(x, y);
  NUMERIC_CHECK_FUNCTIONS(products::outer, x, y);
}
TEST(Products, OuterRow) { check<products::outer_row_objective>(x, RowVectorXd(y)); }
TEST(Products, Inner) {
  check<products::inner_objective>(x, vector(4, 7), randomVector<RowVectorXd>(4, 8));
  NUMERIC_CHECK_SCALAR_FUNCTIONS(products::inner, x, vector(4, 7), randomVector<RowVectorXd>(4, 8));
}
TEST(Products, TransposedLeft) { check<products::transposed_left_objective>(A, matrix(3, 2, 7)); }
TEST(Products, TransposedRight) { check<products::transposed_right_objective>(A, matrix(2, 4, 7)); }
TEST(Products, TransposedBoth) { check<products::transposed_both_objective>(A, matrix(2, 3, 7)); }
TEST(Products, TransposedVector) {
  check<products::transposed_vector_objective>(A, y, randomVector<RowVectorXd>(3, 9));
}
TEST(Products, Gram) {
  check<products::gram_objective>(A, x);
  NUMERIC_CHECK_SCALAR_FUNCTIONS(products::gram, A, x);
}
TEST(Products, Chain) { check<products::chain_objective>(Q, R, matrix(3, 3, 8)); }
TEST(Products, Bilinear) { check<products::bilinear_objective>(y, A, x, 0.7); }
TEST(Products, DiagonalLeft) { check<products::diagonal_left_objective>(y, A); }
TEST(Products, DiagonalRight) { check<products::diagonal_right_objective>(A, x); }
TEST(Products, DiagonalVector) { check<products::diagonal_vector_objective>(x, vector(4, 9)); }
TEST(Products, DiagonalBoth) { check<products::diagonal_both_objective>(y, A, x); }
TEST(Products, Accumulated) {
  check<products::accumulated_objective>(Q, R);
  NUMERIC_CHECK_SCALAR_FUNCTIONS(products::accumulated, Q, R);
}
TEST(Products, InPlace) { check<products::in_place_objective>(Q, y); }
TEST(Products, OfParts) { check<products::of_parts_objective>(A, x); }

} // namespace
