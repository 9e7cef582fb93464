// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "moves.gateaux.hpp"

namespace {

using Eigen::VectorXd;

const VectorXd x = numeric::randomVector<VectorXd>(6, 3, 0.2, 1.3);

TEST(Moves, Refilled) {
  for (int n : {0, 1, 4, 5})
    NUMERIC_CHECK(moves::refilled, x, n);
}
TEST(Moves, Objects) { NUMERIC_CHECK(moves::objects, x); }
TEST(Moves, Kept) { NUMERIC_CHECK(moves::kept, x); }

} // namespace
