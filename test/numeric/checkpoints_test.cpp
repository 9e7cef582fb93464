// SPDX-License-Identifier: Apache-2.0
#include "checkpoints.gateaux.hpp"

#include "check.hpp"

namespace {

using namespace checkpoints;

class Checkpoints : public testing::TestWithParam<int> {
protected:
  const Eigen::VectorXd x = numeric::randomVector<Eigen::VectorXd>(3, 1, -0.9, 0.9);
  const Eigen::MatrixXd A = numeric::random<Eigen::MatrixXd>(3, 3, 2, -0.7, 0.7);
};

TEST_P(Checkpoints, Automatic) { NUMERIC_CHECK(automatic, x, A, GetParam()); }
TEST_P(Checkpoints, GivenNumber) { NUMERIC_CHECK(three, x, A, GetParam()); }
TEST_P(Checkpoints, OpenEnded) { NUMERIC_CHECK(open_ended, x, A, GetParam() + 0.5); }
TEST_P(Checkpoints, LeftFromWithin) { NUMERIC_CHECK(at_least_once, x, GetParam()); }
TEST_P(Checkpoints, WithoutSign) {
  NUMERIC_CHECK(without_sign, x, static_cast<unsigned>(GetParam()), static_cast<std::size_t>(GetParam()));
}
TEST_P(Checkpoints, Nested) { NUMERIC_CHECK(nested, Eigen::Vector3d(x), GetParam()); }
TEST_P(Checkpoints, InACall) { NUMERIC_CHECK(called, x, GetParam()); }
TEST_P(Checkpoints, OverARange) {
  NUMERIC_CHECK(over_range, numeric::randomVector<Eigen::VectorXd>(GetParam() + 1, 1, -0.9, 0.9));
}

INSTANTIATE_TEST_SUITE_P(Steps, Checkpoints, testing::Values(0, 1, 2, 3, 4, 9, 10, 17));

TEST(Checkpoint, GivesWhatKeepingEverythingGives) {
  const auto x = numeric::randomVector<Eigen::VectorXd>(3, 1, -0.9, 0.9);
  const auto A = numeric::random<Eigen::MatrixXd>(3, 3, 2, -0.7, 0.7);
  Eigen::VectorXd g, gKept;
  Eigen::MatrixXd G, GKept;
  EXPECT_EQ(automatic_gradient(x, A, 20, g, G), kept_gradient(x, A, 20, gKept, GKept));
  EXPECT_EQ(g, gKept);
  EXPECT_EQ(G, GKept);
  automatic_hvp(x, A, 20, x, A, g, G);
  kept_hvp(x, A, 20, x, A, gKept, GKept);
  numeric::expectClose(g, gKept, 1e-14, "hvp");
  automatic_ggnvp(x, A, 20, x, A, g, G);
  kept_ggnvp(x, A, 20, x, A, gKept, GKept);
  numeric::expectClose(g, gKept, 1e-14, "ggnvp");
}

} // namespace
