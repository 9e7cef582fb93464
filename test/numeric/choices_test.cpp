// SPDX-License-Identifier: Apache-2.0
#include "choices.gateaux.hpp"

#include "check.hpp"

namespace {

using namespace choices;

const Eigen::MatrixXd X = numeric::random<Eigen::MatrixXd>(3, 7, 1);
const Eigen::MatrixXd C = numeric::random<Eigen::MatrixXd>(3, 4, 2);

TEST(Choices, NearestByComparison) { NUMERIC_CHECK(nearest_if, X, C); }
TEST(Choices, NearestByMin) { NUMERIC_CHECK(nearest_min, X, C); }
TEST(Choices, GatedColumns) { NUMERIC_CHECK(gated, X, C.transpose().eval().leftCols(3).eval()); }

TEST(Choices, TheArmThatIsNotTakenMayBeInfinite) {
  Eigen::VectorXd x(4);
  x << 0.5, -0.3, 0.0, 1.5;
  const Eigen::VectorXd a = numeric::randomVector<Eigen::VectorXd>(3, 3);
  Eigen::VectorXd xBar, aBar, xHv, aHv;
  guarded_gradient(x, a, xBar, aBar);
  EXPECT_TRUE(xBar.allFinite() && aBar.allFinite());
  EXPECT_EQ(xBar(1), 0);
  EXPECT_EQ(xBar(2), 0);
  guarded_hvp(x, a, x, a, xHv, aHv);
  EXPECT_TRUE(xHv.allFinite() && aHv.allFinite());
  x << 0.5, -0.3, -0.1, 1.5;
  NUMERIC_CHECK(guarded, x, a);
}

TEST(Choices, Written) {
  const Eigen::VectorXd v = numeric::randomVector<Eigen::VectorXd>(4, 9, -1, 1.2);
  NUMERIC_CHECK(choices::written, v, 2);
}

} // namespace
