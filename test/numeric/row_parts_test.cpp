// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "row_parts.gateaux.hpp"

namespace {

using namespace row_parts;

MatrixXd matrix(int rows, int cols, unsigned seed) { return numeric::random<MatrixXd>(rows, cols, seed); }
VectorXd vector(int n, unsigned seed) { return numeric::randomVector<VectorXd>(n, seed); }

TEST(RowParts, Heads) { NUMERIC_CHECK(heads, matrix(4, 4, 1), vector(5, 2), 3); }
TEST(RowParts, Substitution) {
  MatrixXd L = matrix(4, 4, 1);
  L.diagonal().array() += 3;
  NUMERIC_CHECK(substitution, L, vector(4, 2));
}
TEST(RowParts, Changing) { NUMERIC_CHECK(changing, matrix(4, 3, 1), matrix(3, 5, 2), matrix(5, 2, 3)); }
TEST(RowParts, Traces) {
  NUMERIC_CHECK(traces, matrix(5, 2, 1), matrix(2, 5, 2));
  NUMERIC_CHECK(traces, matrix(2, 3, 1), matrix(3, 2, 2));
}
TEST(RowParts, TraceOfProduct) {
  NUMERIC_CHECK(trace_of_product, matrix(5, 2, 1), matrix(2, 3, 2));
  NUMERIC_CHECK(trace_of_product, matrix(2, 3, 1), matrix(3, 6, 2));
  MatrixXd A_bar;
  trace_of_product_gradient(matrix(5, 2, 1), matrix(2, 3, 2), A_bar);
  MatrixXd expected = MatrixXd::Zero(5, 2);
  expected.topRows(3) = matrix(2, 3, 2).transpose();
  EXPECT_EQ(A_bar, expected);
}
TEST(RowParts, FixedDiagonals) { NUMERIC_CHECK(fixed_diagonals, numeric::random<Eigen::Matrix<double, 4, 3>>(4, 3, 1)); }

} // namespace
