// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "recursion.gateaux.hpp"

namespace {

using Eigen::VectorXd;

const VectorXd x = numeric::randomVector<VectorXd>(5, 3, 0.2, 1.3);

TEST(Recursion, Powers) {
  NUMERIC_CHECK(recursion::powers, x, 0);
  NUMERIC_CHECK(recursion::powers, x, 3);
}
TEST(Recursion, Overloads) { NUMERIC_CHECK(recursion::both, x, 3); }
TEST(Recursion, Itself) {
  NUMERIC_CHECK(recursion::itself, 0.7, 0);
  NUMERIC_CHECK(recursion::itself, 0.7, 4);
}
TEST(Recursion, Mutual) { NUMERIC_CHECK(recursion::mutual, x, 2); }
TEST(Recursion, Tree) { NUMERIC_CHECK(recursion::log_sum_exp, x); }
TEST(Recursion, OfParts) { NUMERIC_CHECK(recursion::of_parts, x); }
TEST(Recursion, Defaults) {
  NUMERIC_CHECK(recursion::defaults, 0.7, 2);
  NUMERIC_CHECK(recursion::defaults, 0.7, 3);
}
TEST(Recursion, Determinant) {
  const Eigen::MatrixXd A = numeric::random<Eigen::MatrixXd>(3, 3, 5);
  NUMERIC_CHECK(recursion::determinant, A);
  EXPECT_NEAR(recursion::determinant_objective(A).value(VectorXd::Map(A.data(), 9)),
              A.determinant() * (A.determinant() + 1), 1e-13);
}
TEST(Recursion, Stepped) { NUMERIC_CHECK(recursion::stepped, x, 3); }
TEST(Recursion, Squared) { NUMERIC_CHECK(recursion::squared, x, 2); }
TEST(Recursion, Series) { NUMERIC_CHECK(recursion::series, x, 3); }
TEST(Recursion, Known) { NUMERIC_CHECK(recursion::known, x); }
TEST(Recursion, Adaptive) { NUMERIC_CHECK(recursion::adaptive, -0.4, 1.3, 0.5); }

TEST(Recursion, OfMatrices) {
  const Eigen::MatrixXd A = numeric::random<Eigen::MatrixXd>(3, 3, 5);
  NUMERIC_CHECK(recursion::of_matrices, A, 1);
  NUMERIC_CHECK(recursion::of_matrices, A, 2);
}

} // namespace
