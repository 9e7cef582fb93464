// SPDX-License-Identifier: Apache-2.0
#include "testing.hpp"

#include <cmath>
#include <limits>

#include "gateaux/support/special_functions.hpp"

namespace {

constexpr double pi = 3.14159265358979323846;
constexpr double euler = 0.57721566490153286061;
constexpr double zeta3 = 1.20205690315959428540;

void expect_relative(double actual, double expected, double bound) {
  EXPECT_LE(std::abs(actual - expected), bound * std::abs(expected)) << actual << " " << expected;
}

TEST(Digamma, ClosedForms) {
  expect_relative(gateaux::digamma(1.0), -euler, 1e-14);
  expect_relative(gateaux::digamma(2.0), 1.0 - euler, 1e-14);
  expect_relative(gateaux::digamma(0.5), -euler - 2.0 * std::log(2.0), 1e-14);
  expect_relative(gateaux::digamma(0.25), -euler - pi / 2.0 - 3.0 * std::log(2.0), 1e-14);
  expect_relative(gateaux::digamma(-0.5), 2.0 - euler - 2.0 * std::log(2.0), 1e-13);
  expect_relative(gateaux::digamma(1e10), std::log(1e10) - 0.5e-10, 1e-15);
  expect_relative(gateaux::digamma(1e-10), -1e10 - euler, 1e-15);
}

TEST(Digamma, Recurrence) {
  for (double x = -7.3; x < 30.0; x += 0.37) {
    EXPECT_NEAR(gateaux::digamma(x + 1.0), gateaux::digamma(x) + 1.0 / x,
                2e-14 * (1.0 + std::abs(gateaux::digamma(x)) + std::abs(1.0 / x)));
  }
}

TEST(Digamma, Poles) {
  EXPECT_TRUE(std::isnan(gateaux::digamma(-3.0)));
  EXPECT_TRUE(std::isnan(gateaux::digamma(std::nan(""))));
  EXPECT_EQ(gateaux::digamma(0.0), -std::numeric_limits<double>::infinity());
  EXPECT_EQ(gateaux::digamma(std::numeric_limits<double>::infinity()),
            std::numeric_limits<double>::infinity());
}

TEST(Polygamma, ClosedForms) {
  expect_relative(gateaux::polygamma(0, 1.0), -euler, 1e-14);
  expect_relative(gateaux::polygamma(1, 1.0), pi * pi / 6.0, 1e-14);
  expect_relative(gateaux::polygamma(1, 0.5), pi * pi / 2.0, 1e-14);
  expect_relative(gateaux::polygamma(1, -0.5), pi * pi / 2.0 + 4.0, 1e-14);
  expect_relative(gateaux::polygamma(2, 1.0), -2.0 * zeta3, 1e-14);
  expect_relative(gateaux::polygamma(2, 0.5), -14.0 * zeta3, 1e-14);
  expect_relative(gateaux::polygamma(3, 1.0), std::pow(pi, 4) / 15.0, 1e-14);
  expect_relative(gateaux::polygamma(3, 0.5), std::pow(pi, 4), 1e-14);
}

TEST(Polygamma, RecurrenceForAllSignsAndOrders) {
  double factorial = 1.0;
  for (int n = 1; n <= 8; ++n) {
    factorial *= n;
    for (double x = -5.8; x < 20.0; x += 0.61) {
      const double jump = (n % 2 == 0 ? 1.0 : -1.0) * factorial * std::pow(x, -n - 1);
      const double here = gateaux::polygamma(n, x);
      EXPECT_NEAR(gateaux::polygamma(n, x + 1.0), here + jump,
                  1e-11 * (std::abs(here) + std::abs(jump)))
          << n << " " << x;
    }
  }
}

TEST(Polygamma, OutsideTheDomain) {
  EXPECT_TRUE(std::isnan(gateaux::polygamma(-1, 1.0)));
  EXPECT_TRUE(std::isnan(gateaux::polygamma(2, -1.0)));
  EXPECT_EQ(gateaux::polygamma(1, -1.0), std::numeric_limits<double>::infinity());
  EXPECT_EQ(gateaux::polygamma(1, std::numeric_limits<double>::infinity()), 0.0);
}

TEST(Polygamma, Coefficientwise) {
  const Eigen::ArrayXd x = Eigen::ArrayXd::LinSpaced(7, 0.3, 4.0);
  const Eigen::ArrayXd psi = gateaux::digamma(x);
  const Eigen::ArrayXd trigamma = 2.0 * gateaux::polygamma(1, x + 1.0);
  for (Eigen::Index i = 0; i < x.size(); ++i) {
    EXPECT_EQ(psi[i], gateaux::digamma(x[i]));
    EXPECT_EQ(trigamma[i], 2.0 * gateaux::polygamma(1, x[i] + 1.0));
  }
  EXPECT_NEAR(gateaux::digamma(Eigen::ArrayXf::Constant(1, 1.0F))[0], -euler, 1e-7);
}

} // namespace
