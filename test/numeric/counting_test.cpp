// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "counting.gateaux.hpp"

namespace {

using Eigen::VectorXd;

const VectorXd x = numeric::randomVector<VectorXd>(5, 3, 0.2, 1.3);

class Counting : public testing::TestWithParam<int> {};

TEST_P(Counting, Whiles) { NUMERIC_CHECK(counting::whiles, x, GetParam()); }
TEST_P(Counting, Steps) { NUMERIC_CHECK(counting::steps, x, GetParam()); }
TEST_P(Counting, Left) { NUMERIC_CHECK(counting::left, x, GetParam()); }
TEST_P(Counting, Nested) { NUMERIC_CHECK(counting::nested, x, GetParam()); }
TEST_P(Counting, Partly) { NUMERIC_CHECK(counting::partly, x, GetParam()); }
TEST_P(Counting, Wraps) { NUMERIC_CHECK(counting::wraps, x, GetParam()); }
INSTANTIATE_TEST_SUITE_P(To, Counting, testing::Values(0, 1, 2, 3));

TEST(Counting, Shifted) {
  for (int n : {0, 2, 5, 31, 40})
    NUMERIC_CHECK(counting::shifted, 0.7, n);
}

} // namespace
