// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "containers.gateaux.hpp"

namespace {

using namespace containers;
using Eigen::MatrixXd;
using Eigen::VectorXd;

TEST(Containers, Vector) {
  NUMERIC_CHECK(rosenbrock, std::vector<double>{0.3, -0.5, 1.2, 0.7});
}
TEST(Containers, Pointer) {
  double p[4] = {0.3, -0.5, 1.2, 0.7};
  auto again = [&] { return numeric::wrap(std::make_shared<sum_of_squares_objective>(p, 4)); };
  numeric::checkScalar(again);
  Eigen::MatrixXd H;
  sum_of_squares_hessian(p, 4, H);
  numeric::checkHessian(again(), H);
}
TEST(Containers, Quadratic) {
  std::vector<double> p(12);
  for (int i = 0; i < 12; ++i)
    p[i] = std::sin(i);
  VectorXd x = VectorXd::LinSpaced(3, 0.1, 0.9);
  numeric::checkScalar(
      [&] { return numeric::wrap(std::make_shared<quadratic_objective>(p.data(), 3, x)); });
}
TEST(Containers, Arrays) {
  std::array<double, 3> a{1, 2, 3};
  double b[2] = {0.4, 0.5}, c[3] = {0.2, 0.3, 0.4};
  auto again = [&] { return numeric::wrap(std::make_shared<arrays_objective>(a, b, c)); };
  numeric::checkScalar(again);
  Eigen::MatrixXd H;
  arrays_hessian(a, b, c, H);
  numeric::checkHessian(again(), H);
}
TEST(Containers, Nested) {
  std::array<std::array<double, 3>, 2> a{{{1, 2, 3}, {4, 5, 6}}};
  double b[2][3] = {{0.4, 0.5, 0.1}, {1, 2, 3}};
  numeric::checkScalar([&] { return numeric::wrap(std::make_shared<nested_objective>(a, b)); });
  auto o = nested_objective(a, b);
  EXPECT_EQ(o.initial()(1), 2);
  EXPECT_EQ(o.initial()(7), 0.5);
}
TEST(Containers, Model) {
  std::vector<double> x{0.1, 0.2, 0.3}, x_dot{1, -1, 0.5}, y, y_dot;
  std::array<double, 2> z{0.7, 1.3}, z_dot{0.3, -0.2};
  auto z1 = z;
  model_tangent(x, y, z1, x_dot, z_dot, y_dot);
  ASSERT_EQ(y.size(), 3u);
  ASSERT_EQ(y_dot.size(), 3u);
  for (int i = 0; i < 3; ++i) {
    EXPECT_NEAR(y[i], std::sin(x[i]) * 0.7, 1e-14);
    EXPECT_NEAR(y_dot[i], std::cos(x[i]) * x_dot[i] * 0.7 + std::sin(x[i]) * 0.3, 1e-14);
  }
  EXPECT_NEAR(z1[1], 0.7 * 1.3, 1e-14);
  EXPECT_NEAR(z_dot[1], 0.3 * 1.3 - 0.7 * 0.2, 1e-14);
  std::vector<double> y_bar{1, 2, 3}, x_bar;
  std::array<double, 2> z_bar{0.5, 0.25};
  auto z2 = z;
  std::vector<double> y2;
  const double rhs0 = y_bar[0] * y_dot[0] + y_bar[1] * y_dot[1] + y_bar[2] * y_dot[2] +
                      z_bar[0] * z_dot[0] + z_bar[1] * z_dot[1];
  model_adjoint(x, y2, z2, y_bar, x_bar, z_bar);
  EXPECT_EQ(y_bar, (std::vector<double>{0, 0, 0}));
  double lhs = 0;
  for (int i = 0; i < 3; ++i)
    lhs += x_bar[i] * x_dot[i];
  lhs += z_bar[0] * 0.3 + z_bar[1] * -0.2;
  EXPECT_NEAR(lhs, rhs0, 1e-13);
}
TEST(Containers, Scale) {
  double x[3] = {1, 2, 3}, y[3], x_dot[3] = {0.1, 0.2, 0.3}, y_dot[3], y_bar[3] = {1, 2, 3},
         x_bar[3] = {0, 0, 0}, f_bar = 0;
  scale_tangent(x, y, 3, 2.0, x_dot, 0.5, y_dot);
  double r = 0;
  for (int i = 0; i < 3; ++i)
    r += y_bar[i] * y_dot[i];
  scale_adjoint(x, y, 3, 2.0, y_bar, x_bar, f_bar);
  double l = f_bar * 0.5;
  for (int i = 0; i < 3; ++i)
    l += x_bar[i] * x_dot[i];
  EXPECT_NEAR(l, r, 1e-13);
  EXPECT_EQ(y_bar[1], 0);
}

} // namespace
