// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "scalars.gateaux.hpp"

namespace {

using numeric::check;
using numeric::checkFloat;

TEST(Scalars, Exponentials) { NUMERIC_CHECK(scalars::exponentials_d, 0.4, 0.7); }
TEST(Scalars, Trigonometry) { NUMERIC_CHECK(scalars::trigonometry_d, 0.4, 0.7); }
TEST(Scalars, Hyperbolic) { NUMERIC_CHECK(scalars::hyperbolic_d, 0.4, 0.7); }
TEST(Scalars, Special) { NUMERIC_CHECK(scalars::special_d, 0.4, 0.7); }
TEST(Scalars, Powers) { NUMERIC_CHECK(scalars::powers_d, 0.6, 0.7); }
TEST(Scalars, TwoArguments) { NUMERIC_CHECK(scalars::two_arguments_d, 0.4, 0.7); }
TEST(Scalars, Extremes) {
  NUMERIC_CHECK(scalars::extremes_d, 0.4, 0.7);
  NUMERIC_CHECK(scalars::extremes_d, 0.9, 0.3);
}
TEST(Scalars, Steps) { NUMERIC_CHECK(scalars::steps_d, 0.46, 0.54); }
TEST(Scalars, Arithmetic) {
  NUMERIC_CHECK(scalars::arithmetic_d, 0.4, 0.7);
  NUMERIC_CHECK_FUNCTIONS(scalars::arithmetic_d, 0.4, 0.7);
  NUMERIC_CHECK_SCALAR_FUNCTIONS(scalars::arithmetic_d, 0.4, 0.7);
}

TEST(Scalars, ExponentialsOfFloat) {
  checkFloat<scalars::exponentials_f_objective, scalars::exponentials_d_objective>(0.4f, 0.7f);
}
TEST(Scalars, TrigonometryOfFloat) {
  checkFloat<scalars::trigonometry_f_objective, scalars::trigonometry_d_objective>(0.4f, 0.7f);
}
TEST(Scalars, HyperbolicOfFloat) {
  checkFloat<scalars::hyperbolic_f_objective, scalars::hyperbolic_d_objective>(0.4f, 0.7f);
}
TEST(Scalars, SpecialOfFloat) {
  checkFloat<scalars::special_f_objective, scalars::special_d_objective>(0.4f, 0.7f);
}
TEST(Scalars, TwoArgumentsOfFloat) {
  checkFloat<scalars::two_arguments_f_objective, scalars::two_arguments_d_objective>(0.4f, 0.7f);
}
TEST(Scalars, ExtremesOfFloat) {
  checkFloat<scalars::extremes_f_objective, scalars::extremes_d_objective>(0.4f, 0.7f);
}
TEST(Scalars, StepsOfFloat) {
  checkFloat<scalars::steps_f_objective, scalars::steps_d_objective>(0.46f, 0.54f);
}
TEST(Scalars, ArithmeticOfFloat) {
  checkFloat<scalars::arithmetic_f_objective, scalars::arithmetic_d_objective>(0.4f, 0.7f);
  // Everything about a function of floats is float.
  float x_bar = 0, y_bar = 0, f_dot = 0;
  static_assert(std::is_same_v<float, decltype(scalars::arithmetic_f_tangent(0.4f, 0.7f, 1.0f, 0.0f,
                                                                             f_dot))>);
  scalars::arithmetic_f_gradient(0.4f, 0.7f, x_bar, y_bar);
  scalars::arithmetic_f_tangent(0.4f, 0.7f, 1.0f, 0.0f, f_dot);
  EXPECT_FLOAT_EQ(f_dot, x_bar);
  static_assert(std::is_same_v<
                Eigen::VectorXf,
                std::decay_t<decltype(scalars::arithmetic_f_objective(0.4f, 0.7f).initial())>>);
}

TEST(Scalars, CNames) {
  NUMERIC_CHECK(scalars::c_names, 0.4, 0.7);
  checkFloat<scalars::c_names_f_objective, scalars::c_names_objective>(0.4f, 0.7f);
}
TEST(Scalars, Conversions) {
  NUMERIC_CHECK(scalars::conversions, 0.4, 5, 7u, true);
  NUMERIC_CHECK(scalars::conversions, 0.4, -4, 3u, false);
}
TEST(Scalars, Widened) {
  auto narrow = numeric::make<scalars::widened_objective>(0.4, 0.7f);
  auto wide = numeric::make<scalars::widened_d_objective>(0.4, double(0.7f));
  numeric::checkFloatScalar(narrow, wide);
}
TEST(Scalars, Runtime) { NUMERIC_CHECK(scalars::runtime, 0.4, 0.7); }
TEST(Scalars, Choices) {
  NUMERIC_CHECK(scalars::choices, 0.4, 0.7);
  NUMERIC_CHECK(scalars::choices, 0.7, 0.4);
  NUMERIC_CHECK(scalars::choices, -0.7, 0.4);
}

TEST(Scalars, PartsOfNumbers) {
  NUMERIC_CHECK(scalars::parts_of_numbers, 0.4, 0.7);
  NUMERIC_CHECK(scalars::parts_of_numbers, -0.4, 0.7);
}

} // namespace
