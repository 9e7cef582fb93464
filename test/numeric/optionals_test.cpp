// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "optionals.gateaux.hpp"

namespace {

using Eigen::VectorXd;

TEST(Optionals, Variables) {
  NUMERIC_CHECK(optionals::variables, 0.7, 1.2);
  NUMERIC_CHECK(optionals::variables, -0.7, 0.4);
}
TEST(Optionals, Results) {
  NUMERIC_CHECK(optionals::results, 0.7, 0.2);
  NUMERIC_CHECK(optionals::results, 0.7, -0.4);
  NUMERIC_CHECK(optionals::results, 0.7, 1.5);
}
TEST(Optionals, Objects) {
  const VectorXd v = numeric::randomVector<VectorXd>(5, 3, 0.2, 1.3);
  for (double limit : {-1.0, 0.05, 0.6, 2.0})
    NUMERIC_CHECK(optionals::objects, v, limit);
}

TEST(Optionals, Containers) {
  const VectorXd x = numeric::randomVector<VectorXd>(5, 3, 0.2, 1.3);
  NUMERIC_CHECK(optionals::containers, x);
}

} // namespace
