// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "inactive_calls.gateaux.hpp"

namespace inactive_calls {

double tolerance(double, const Eigen::VectorXd &v) { return 1.5 + static_cast<double>(v.size()); }
void trace(double) {}

} // namespace inactive_calls

namespace {

using namespace inactive_calls;
using Eigen::VectorXd;

TEST(InactiveCalls, Constant) {
  const VectorXd v = VectorXd::Random(4);
  NUMERIC_CHECK(damped, 0.3, v);
  damped_objective o(0.3, v);
  EXPECT_NEAR(o.value(o.initial()), damped(0.3, v), 1e-13);
}

TEST(InactiveCalls, Timer) { NUMERIC_CHECK(timed, VectorXd::Random(4).eval()); }

} // namespace
