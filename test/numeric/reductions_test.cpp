// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "reductions.gateaux.hpp"

namespace {

using Eigen::RowVectorXd;
using numeric::check;
using numeric::Matrix;
using numeric::random;
using numeric::randomVector;
using numeric::Vector;

// Entries well apart, so that no extreme changes its place.
const Matrix A = (Matrix(3, 3) << 0.3, -0.5, 0.9, 1.1, 0.7, -0.2, -0.8, 0.1, 0.55).finished();
const Matrix B = random<Matrix>(3, 3, 2, 0.5, 1.5), C = A.leftCols(2);
const Vector x = (Vector(3) << 0.8, -0.6, 1.3).finished(), y = randomVector<Vector>(3, 4, 0.5, 1.5);
const RowVectorXd z = randomVector<RowVectorXd>(3, 5, 0.5, 1.5);

TEST(Reductions, Sums) {
  NUMERIC_CHECK(reductions::sums, A, x);
  NUMERIC_CHECK_SCALAR_FUNCTIONS(reductions::sums, A, x);
}
TEST(Reductions, Products) { NUMERIC_CHECK(reductions::products, A, x); }
TEST(Reductions, ProductsWithZeros) {
  Matrix one = A, two = A;
  one(1, 1) = 0;
  two(1, 1) = two(1, 2) = 0;
  NUMERIC_CHECK(reductions::products, one, x);
  NUMERIC_CHECK(reductions::products, two, x);
}
TEST(Reductions, Norms) {
  NUMERIC_CHECK(reductions::norms, A, x);
  NUMERIC_CHECK_SCALAR_FUNCTIONS(reductions::norms, A, x);
}
TEST(Reductions, Dots) { NUMERIC_CHECK(reductions::dots, x, y, z); }
TEST(Reductions, Diagonals) { NUMERIC_CHECK(reductions::diagonals, A, B); }
TEST(Reductions, Extremes) { NUMERIC_CHECK(reductions::extremes, A, x); }
TEST(Reductions, Positions) { NUMERIC_CHECK(reductions::positions, A, x); }
TEST(Reductions, ColumnSums) {
  NUMERIC_CHECK(reductions::column_sums, C);
  NUMERIC_CHECK_FUNCTIONS(reductions::column_sums, C);
}
TEST(Reductions, RowSums) {
  NUMERIC_CHECK(reductions::row_sums, C);
  NUMERIC_CHECK_FUNCTIONS(reductions::row_sums, C);
}
TEST(Reductions, AlongColumns) { NUMERIC_CHECK(reductions::along_columns, C); }
TEST(Reductions, AlongRows) { NUMERIC_CHECK(reductions::along_rows, C); }
TEST(Reductions, BroadcastColumn) {
  NUMERIC_CHECK(reductions::broadcast_column, C, x);
  NUMERIC_CHECK_FUNCTIONS(reductions::broadcast_column, C, x);
}
TEST(Reductions, Broadcasts) { NUMERIC_CHECK(reductions::broadcasts, A, y, z); }
TEST(Reductions, Repeated) {
  NUMERIC_CHECK(reductions::repeated, x, RowVectorXd(z.head(2)), 0.6);
}
TEST(Reductions, Softmax) {
  NUMERIC_CHECK(reductions::softmax, C);
  NUMERIC_CHECK_FUNCTIONS(reductions::softmax, C);
}
TEST(Reductions, Standardised) {
  NUMERIC_CHECK(reductions::standardised, C, RowVectorXd(z.head(2)));
}

} // namespace
