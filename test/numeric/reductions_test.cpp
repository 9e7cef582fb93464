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
  check<reductions::sums_objective>(A, x);
  NUMERIC_CHECK_SCALAR_FUNCTIONS(reductions::sums, A, x);
}
TEST(Reductions, Products) { check<reductions::products_objective>(A, x); }
TEST(Reductions, ProductsWithZeros) {
  Matrix one = A, two = A;
  one(1, 1) = 0;
  two(1, 1) = two(1, 2) = 0;
  check<reductions::products_objective>(one, x);
  check<reductions::products_objective>(two, x);
}
TEST(Reductions, Norms) {
  check<reductions::norms_objective>(A, x);
  NUMERIC_CHECK_SCALAR_FUNCTIONS(reductions::norms, A, x);
}
TEST(Reductions, Dots) { check<reductions::dots_objective>(x, y, z); }
TEST(Reductions, Diagonals) { check<reductions::diagonals_objective>(A, B); }
TEST(Reductions, Extremes) { check<reductions::extremes_objective>(A, x); }
TEST(Reductions, Positions) { check<reductions::positions_objective>(A, x); }
TEST(Reductions, ColumnSums) {
  check<reductions::column_sums_objective>(C);
  NUMERIC_CHECK_FUNCTIONS(reductions::column_sums, C);
}
TEST(Reductions, RowSums) {
  check<reductions::row_sums_objective>(C);
  NUMERIC_CHECK_FUNCTIONS(reductions::row_sums, C);
}
TEST(Reductions, AlongColumns) { check<reductions::along_columns_objective>(C); }
TEST(Reductions, AlongRows) { check<reductions::along_rows_objective>(C); }
TEST(Reductions, BroadcastColumn) {
  check<reductions::broadcast_column_objective>(C, x);
  NUMERIC_CHECK_FUNCTIONS(reductions::broadcast_column, C, x);
}
TEST(Reductions, Broadcasts) { check<reductions::broadcasts_objective>(A, y, z); }
TEST(Reductions, Repeated) {
  check<reductions::repeated_objective>(x, RowVectorXd(z.head(2)), 0.6);
}
TEST(Reductions, Softmax) {
  check<reductions::softmax_objective>(C);
  NUMERIC_CHECK_FUNCTIONS(reductions::softmax, C);
}
TEST(Reductions, Standardised) {
  check<reductions::standardised_objective>(C, RowVectorXd(z.head(2)));
}

} // namespace
