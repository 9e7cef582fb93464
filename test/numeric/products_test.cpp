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
  NUMERIC_CHECK(products::matrix_vector, A, x);
  NUMERIC_CHECK_FUNCTIONS(products::matrix_vector, A, x);
}
TEST(Products, MatrixMatrix) {
  NUMERIC_CHECK(products::matrix_matrix, A, B);
  NUMERIC_CHECK_FUNCTIONS(products::matrix_matrix, A, B);
}
TEST(Products, RowMatrix) {
  NUMERIC_CHECK(products::row_matrix, RowVectorXd(y), A);
  NUMERIC_CHECK_FUNCTIONS(products::row_matrix, RowVectorXd(y), A);
}
TEST(Products, Outer) {
  NUMERIC_CHECK(products::outer, x, y);
  NUMERIC_CHECK_FUNCTIONS(products::outer, x, y);
}
TEST(Products, OuterRow) { NUMERIC_CHECK(products::outer_row, x, RowVectorXd(y)); }
TEST(Products, Inner) {
  NUMERIC_CHECK(products::inner, x, vector(4, 7), randomVector<RowVectorXd>(4, 8));
  NUMERIC_CHECK_SCALAR_FUNCTIONS(products::inner, x, vector(4, 7), randomVector<RowVectorXd>(4, 8));
}
TEST(Products, TransposedLeft) { NUMERIC_CHECK(products::transposed_left, A, matrix(3, 2, 7)); }
TEST(Products, TransposedRight) { NUMERIC_CHECK(products::transposed_right, A, matrix(2, 4, 7)); }
TEST(Products, TransposedBoth) { NUMERIC_CHECK(products::transposed_both, A, matrix(2, 3, 7)); }
TEST(Products, TransposedVector) {
  NUMERIC_CHECK(products::transposed_vector, A, y, randomVector<RowVectorXd>(3, 9));
}
TEST(Products, Gram) {
  NUMERIC_CHECK(products::gram, A, x);
  NUMERIC_CHECK_SCALAR_FUNCTIONS(products::gram, A, x);
}
TEST(Products, Chain) { NUMERIC_CHECK(products::chain, Q, R, matrix(3, 3, 8)); }
TEST(Products, Bilinear) { NUMERIC_CHECK(products::bilinear, y, A, x, 0.7); }
TEST(Products, DiagonalLeft) { NUMERIC_CHECK(products::diagonal_left, y, A); }
TEST(Products, DiagonalRight) { NUMERIC_CHECK(products::diagonal_right, A, x); }
TEST(Products, DiagonalVector) { NUMERIC_CHECK(products::diagonal_vector, x, vector(4, 9)); }
TEST(Products, DiagonalBoth) { NUMERIC_CHECK(products::diagonal_both, y, A, x); }
TEST(Products, Accumulated) {
  NUMERIC_CHECK(products::accumulated, Q, R);
  NUMERIC_CHECK_SCALAR_FUNCTIONS(products::accumulated, Q, R);
}
TEST(Products, InPlace) { NUMERIC_CHECK(products::in_place, Q, y); }
TEST(Products, OfParts) { NUMERIC_CHECK(products::of_parts, A, x); }

} // namespace
