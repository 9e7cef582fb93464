// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "iterators.gateaux.hpp"

namespace {

using Eigen::VectorXd;

const VectorXd x = numeric::randomVector<VectorXd>(5, 3, 0.2, 1.3);

TEST(Iterators, Walked) { NUMERIC_CHECK(iterators::walked, x); }
TEST(Iterators, Consumed) { NUMERIC_CHECK(iterators::consumed, x); }
TEST(Iterators, Written) { NUMERIC_CHECK(iterators::written, x); }
TEST(Iterators, Arrays) { NUMERIC_CHECK(iterators::arrays, x); }
TEST(Iterators, Member) { NUMERIC_CHECK(iterators::member, x); }
TEST(Iterators, Iterated) { NUMERIC_CHECK(iterators::iterated, x); }
TEST(Iterators, OverLists) { NUMERIC_CHECK(iterators::over_lists, x); }
TEST(Iterators, Transformed) { NUMERIC_CHECK(iterators::transformed, x); }
TEST(Iterators, Summed) { NUMERIC_CHECK(iterators::summed, x); }
TEST(Iterators, Extremes) { NUMERIC_CHECK(iterators::extremes, x); }
TEST(Iterators, Generated) { NUMERIC_CHECK(iterators::generated, x); }
TEST(Iterators, Behind) { NUMERIC_CHECK(iterators::behind, x); }
TEST(Iterators, Median) { NUMERIC_CHECK(iterators::median, x); }
TEST(Iterators, Transported) { NUMERIC_CHECK(iterators::transported, x); }
TEST(Iterators, Sorted) { NUMERIC_CHECK(iterators::sorted, x); }
TEST(Iterators, Copied) { NUMERIC_CHECK(iterators::copied, x); }
TEST(Iterators, Edited) { NUMERIC_CHECK(iterators::edited, x); }
TEST(Iterators, Emplaced) { NUMERIC_CHECK(iterators::emplaced, x); }
TEST(Iterators, Selected) {
  NUMERIC_CHECK(iterators::selected, x, 0.05);
  NUMERIC_CHECK(iterators::selected, x, 0.15);
  NUMERIC_CHECK(iterators::selected, x, 0.45);
}
TEST(Iterators, Interpolated) { NUMERIC_CHECK(iterators::interpolated, x, 0.6); }
TEST(Iterators, Parameter) {
  double p[4] = {0.3, -0.5, 1.2, 0.7};
  numeric::checkScalar([&] { return numeric::wrap(std::make_shared<iterators::parameter_objective>(p)); });
  EXPECT_NEAR(iterators::parameter_objective(p).value(VectorXd::Map(p, 4)), iterators::parameter(p), 1e-14);
}

} // namespace
