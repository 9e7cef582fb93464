// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "templates.gateaux.hpp"

namespace {

using namespace templates;
using Eigen::MatrixXd;
using Eigen::VectorXd;

TEST(Templates, Function) { NUMERIC_CHECK(cube, 0.3, 0.4); }
TEST(Templates, Base) { NUMERIC_CHECK(norm4, VectorXd(VectorXd::Random(3))); }
TEST(Templates, Class) { numeric::check<at_objective>(Line<double>{1, 2}, 0.3); }
TEST(Templates, Functor) {
  const double mc[2] = {0.3, 0.2};
  double r[1];
  MatrixXd J;
  exponential_jacobian(Exponential{0.5, 1.2}, mc, r, J);
  EXPECT_NEAR(J(0, 0), -0.5 * std::exp(0.35), 1e-14);
  EXPECT_NEAR(J(0, 1), -std::exp(0.35), 1e-14);
}

TEST(Templates, Instantiations) {
  numeric::check<templates::bell_double_objective>(0.7, 1.3);
  float x_bar = 0;
  const float value = templates::bell_float_gradient(0.7F, 1.3F, x_bar);
  EXPECT_FLOAT_EQ(value, templates::bell(0.7F, 1.3F));
  double x = 0, width = 0;
  templates::bell_double_gradient(0.7, 1.3, x, width);
  EXPECT_NEAR(x_bar, x, 1e-6);
}

} // namespace
