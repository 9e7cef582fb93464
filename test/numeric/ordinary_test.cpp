// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "ordinary.gateaux.hpp"

namespace {

using namespace ordinary;

const VectorXd x = Eigen::Vector3d(0.7, 0.4, 1.1);

/// The value is that of the function too: derivatives of something else would agree with one another.
#define CHECK_VALUE_TOO(f, ...)                                                                    \
  NUMERIC_CHECK(f, __VA_ARGS__);                                                                   \
  f##_objective objective(__VA_ARGS__);                                                            \
  const double value = f(__VA_ARGS__);                                                             \
  EXPECT_NEAR(objective.value(objective.initial()), value, 1e-12 * (1 + std::abs(value)))

TEST(Ordinary, Constants) { CHECK_VALUE_TOO(constants, x); }
TEST(Ordinary, Sorted) { CHECK_VALUE_TOO(sorted, x); }
TEST(Ordinary, Backwards) { CHECK_VALUE_TOO(backwards, x); }
TEST(Ordinary, ByAddress) { CHECK_VALUE_TOO(by_address, x); }
TEST(Ordinary, NotAliased) {
  const MatrixXd M = numeric::random<MatrixXd>(4, 4, 1);
  CHECK_VALUE_TOO(not_aliased, M, x);
}
TEST(Ordinary, InTurn) {
  const std::vector<int> turn = {1, 0, 0, 1};
  CHECK_VALUE_TOO(in_turn, x, turn);
}
TEST(Ordinary, Shrinking) {
  const VectorXd longer = numeric::randomVector<VectorXd>(9, 3).array().abs() + 0.2;
  CHECK_VALUE_TOO(shrinking, longer, 9);
}
TEST(Ordinary, ByRef) {
  const MatrixXd A = numeric::random<MatrixXd>(2, 3, 2);
  NUMERIC_CHECK(by_ref, x, A);
  NUMERIC_CHECK(residuals_by_ref, x, A);
  by_ref_objective objective(x, A);
  MatrixXd H;
  by_ref_hessian(x, A, H);
  VectorXd column;
  for (int i = 0; i < 9; ++i) {
    objective.hvp(objective.initial(), VectorXd::Unit(9, i), column);
    EXPECT_LT((column - H.col(i)).norm(), 1e-12);
  }
}
TEST(Ordinary, Sigmoids) {
  const VectorXd far = Eigen::Vector3d(-800, 0.3, 800);
  CHECK_VALUE_TOO(sigmoids, far, 0.7);
  VectorXd v_bar;
  double b_bar;
  sigmoids_gradient(far, 0.7, v_bar, b_bar);
  EXPECT_EQ(v_bar(0), 0);
  EXPECT_EQ(v_bar(2), 0);
  EXPECT_GT(v_bar(1), 0.1);
}
TEST(Ordinary, InPlace) {
  const MatrixXd A = numeric::random<MatrixXd>(4, 3, 5);
  CHECK_VALUE_TOO(in_place, A, x);
}

} // namespace
