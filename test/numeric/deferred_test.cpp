// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "deferred.gateaux.hpp"

namespace {

using namespace deferred;

const VectorXd v = Eigen::Vector3d(1, 2, 3);
constexpr double s = 0.5;

/// The value is that of the function too: derivatives of something else would agree with one another.
#define CHECK_VALUE_TOO(f)                                                                         \
  NUMERIC_CHECK(f, v, s);                                                                          \
  f##_objective objective(v, s);                                                                   \
  EXPECT_NEAR(objective.value(objective.initial()), f(v, s), 1e-12 * (1 + std::abs(f(v, s))))

TEST(Deferred, Captured) { CHECK_VALUE_TOO(captured); }
TEST(Deferred, InLoop) { CHECK_VALUE_TOO(in_loop); }
TEST(Deferred, Objects) { CHECK_VALUE_TOO(objects); }
TEST(Deferred, Returned) { CHECK_VALUE_TOO(returned); }
TEST(Deferred, ReturnedInLoop) { CHECK_VALUE_TOO(returned_in_loop); }
TEST(Deferred, Called) { CHECK_VALUE_TOO(called); }
TEST(Deferred, Referred) { CHECK_VALUE_TOO(referred); }
TEST(Deferred, Indexed) { CHECK_VALUE_TOO(indexed); }

} // namespace
