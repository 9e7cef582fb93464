// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "templates.gateaux.hpp"

namespace {

using namespace templates;
using Eigen::MatrixXd;
using Eigen::VectorXd;

TEST(Templates, Function) { NUMERIC_CHECK(cube, 0.3, 0.4); }
TEST(Templates, Base) { NUMERIC_CHECK(norm4, VectorXd(VectorXd::Random(3))); }
TEST(Templates, Class) { NUMERIC_CHECK(at, Line<double>{1, 2}, 0.3); }
TEST(Templates, Functor) {
  const double mc[2] = {0.3, 0.2};
  double r[1];
  MatrixXd J;
  exponential_jacobian(Exponential{0.5, 1.2}, mc, r, J);
  EXPECT_NEAR(J(0, 0), -0.5 * std::exp(0.35), 1e-14);
  EXPECT_NEAR(J(0, 1), -std::exp(0.35), 1e-14);
}

} // namespace
