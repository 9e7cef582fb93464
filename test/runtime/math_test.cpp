// SPDX-License-Identifier: Apache-2.0
//
// Accuracy in ulps against libm in the next wider type, on dense sweeps and special values, for the
// scalar functions and for the vectorised ones.
#include "testing.hpp"

#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "gateaux/support/math.hpp"

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

long double wide_logistic(long double x) {
  return x > 0 ? 1 / (1 + std::exp(-x)) : std::exp(x) / (1 + std::exp(x));
}
long double wide_softplus(long double x) {
  return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x));
}

/// The distance of y to the exact value in units of the last place of the exact value's rounding.
template <typename Scalar>
double ulps(Scalar y, long double exact) {
  const Scalar rounded = static_cast<Scalar>(exact);
  const Scalar size = std::abs(rounded);
  const Scalar unit = std::nextafter(size, std::numeric_limits<Scalar>::infinity()) - size;
  if (!(unit > 0))
    return y == rounded ? 0.0 : infinity;
  const long double error = (static_cast<long double>(y) - exact) / static_cast<long double>(unit);
  return std::abs(static_cast<double>(error));
}

/// Points of both signs: uniform in [-limit, limit], and log-uniform from the subnormals up to
/// `limit`.
template <typename Scalar>
std::vector<Scalar> sweep(Scalar limit, std::size_t count) {
  std::mt19937_64 generator(7);
  std::uniform_real_distribution<double> uniform(-1.0, 1.0);
  std::vector<Scalar> points;
  const double lowest = std::log(double(std::numeric_limits<Scalar>::min()) / 1024);
  const double highest = std::log(double(limit));
  while (points.size() < count) {
    points.push_back(Scalar(uniform(generator) * double(limit)));
    points.push_back(Scalar(uniform(generator)));
    const double t = std::abs(uniform(generator));
    const double size = std::exp(lowest + t * (highest - lowest));
    points.push_back(Scalar(uniform(generator) < 0 ? -size : size));
  }
  return points;
}

template <typename Scalar, typename Vectorised, typename Single, typename Exact>
void expect_within(double bound, Scalar limit, Vectorised vectorised, Single single, Exact exact) {
  const std::vector<Scalar> points = sweep<Scalar>(limit, 300000);
  using Array = Eigen::Array<Scalar, Eigen::Dynamic, 1>;
  const Array x = Eigen::Map<const Array>(points.data(), Eigen::Index(points.size()));
  const Array y = vectorised(x);
  double worst = 0.0;
  Scalar at = 0;
  for (Eigen::Index i = 0; i < x.size(); ++i) {
    const long double reference = exact(static_cast<long double>(x[i]));
    const double error = std::max(ulps(y[i], reference), ulps(single(x[i]), reference));
    if (!(error <= worst)) {
      worst = error;
      at = x[i];
    }
  }
  EXPECT_LE(worst, bound) << "at " << at;
  ::testing::Test::RecordProperty("worst_ulps", std::to_string(worst));
}

#define GATEAUX_TEST_ACCURACY(Name, function, exact, double_limit, float_limit)                    \
  TEST(Math, Name##IsWithinTwoUlpInDouble) {                                                       \
    expect_within<double>(                                                                         \
        2.0, double_limit,                                                                         \
        [](const Eigen::ArrayXd &x) { return Eigen::ArrayXd(gateaux::function(x)); },              \
        [](double x) { return gateaux::function(x); }, exact);                                     \
  }                                                                                                \
  TEST(Math, Name##IsWithinTwoUlpInFloat) {                                                        \
    expect_within<float>(                                                                          \
        2.0, float_limit,                                                                          \
        [](const Eigen::ArrayXf &x) { return Eigen::ArrayXf(gateaux::function(x)); },              \
        [](float x) { return gateaux::function(x); }, exact);                                      \
  }

GATEAUX_TEST_ACCURACY(Exp, exp, [](long double x) { return std::exp(x); }, 709.0, 88.0F)
GATEAUX_TEST_ACCURACY(Tanh, tanh, [](long double x) { return std::tanh(x); }, 25.0, 12.0F)
GATEAUX_TEST_ACCURACY(Logistic, logistic, wide_logistic, 746.0, 104.0F)
GATEAUX_TEST_ACCURACY(LogisticNearZero, logistic, wide_logistic, 40.0, 20.0F)
GATEAUX_TEST_ACCURACY(Softplus, softplus, wide_softplus, 746.0, 104.0F)
GATEAUX_TEST_ACCURACY(SoftplusNearZero, softplus, wide_softplus, 40.0, 20.0F)
GATEAUX_TEST_ACCURACY(Erf, erf, [](long double x) { return std::erf(x); }, 7.0, 5.0F)

/// The value at each place of a packet and of the tail behind it.
template <typename Scalar, typename Function>
void expect_everywhere(Function function, Scalar x, Scalar expected) {
  for (Eigen::Index size : {1, 3, 16, 37}) {
    using Array = Eigen::Array<Scalar, Eigen::Dynamic, 1>;
    const Array input = Array::Constant(size, x);
    const Array y = function(input);
    for (Eigen::Index i = 0; i < size; ++i) {
      if (std::isnan(expected)) {
        EXPECT_TRUE(std::isnan(y[i])) << x;
      } else {
        EXPECT_EQ(y[i], expected) << x;
        EXPECT_EQ(std::signbit(y[i]), std::signbit(expected)) << x;
      }
    }
  }
}

template <typename Scalar>
class MathSpecial : public ::testing::Test {};
using Scalars = ::testing::Types<double, float>;
TYPED_TEST_SUITE(MathSpecial, Scalars, );

TYPED_TEST(MathSpecial, Values) {
  using S = TypeParam;
  using Array = Eigen::Array<S, Eigen::Dynamic, 1>;
  const S inf = std::numeric_limits<S>::infinity();
  const S nan = std::numeric_limits<S>::quiet_NaN();
  const S tiny = std::numeric_limits<S>::denorm_min();
  const S huge = std::numeric_limits<S>::max();
  const auto tanh = [](const Array &x) { return Array(gateaux::tanh(x)); };
  const auto logistic = [](const Array &x) { return Array(gateaux::logistic(x)); };
  const auto softplus = [](const Array &x) { return Array(gateaux::softplus(x)); };
  const auto erf = [](const Array &x) { return Array(gateaux::erf(x)); };
  const auto sign = [](const Array &x) { return Array(gateaux::sign(x)); };
  for (const auto &odd :
       {std::function<Array(const Array &)>(tanh), std::function<Array(const Array &)>(erf),
        std::function<Array(const Array &)>(sign)}) {
    expect_everywhere<S>(odd, S(0), S(0));
    expect_everywhere<S>(odd, -S(0), -S(0));
    for (const S large : {S(1000), huge, inf}) {
      expect_everywhere<S>(odd, large, S(1));
      expect_everywhere<S>(odd, -large, S(-1));
    }
    expect_everywhere<S>(odd, nan, nan);
  }
  const auto exp = [](const Array &x) { return Array(gateaux::exp(x)); };
  for (const S large : {S(1000), huge, inf}) {
    expect_everywhere<S>(exp, large, inf);
    expect_everywhere<S>(exp, -large, S(0));
  }
  expect_everywhere<S>(exp, S(0), S(1));
  expect_everywhere<S>(exp, nan, nan);
  expect_everywhere<S>(tanh, tiny, tiny);
  expect_everywhere<S>(tanh, -tiny, -tiny);
  expect_everywhere<S>(sign, tiny, S(1));
  expect_everywhere<S>(sign, -tiny, S(-1));

  expect_everywhere<S>(logistic, S(0), S(0.5));
  expect_everywhere<S>(logistic, -S(0), S(0.5));
  for (const S large : {S(1000), huge, inf}) {
    expect_everywhere<S>(logistic, large, S(1));
    expect_everywhere<S>(logistic, -large, S(0));
    expect_everywhere<S>(softplus, large, large);
    expect_everywhere<S>(softplus, -large, S(0));
  }
  expect_everywhere<S>(logistic, nan, nan);
  expect_everywhere<S>(softplus, nan, nan);
  expect_everywhere<S>(softplus, S(0), S(std::log(2.0L)));
}

TEST(Math, SafeDivIsZeroWhereTheDivisorIs) {
  const Eigen::ArrayXd a = Eigen::ArrayXd::LinSpaced(19, -9.0, 9.0);
  Eigen::ArrayXd b = Eigen::ArrayXd::LinSpaced(19, -4.5, 4.5);
  const Eigen::ArrayXd y = gateaux::safe_div(a, b);
  for (Eigen::Index i = 0; i < a.size(); ++i)
    EXPECT_EQ(y[i], b[i] == 0.0 ? 0.0 : a[i] / b[i]);
  EXPECT_TRUE((gateaux::safe_div(a, 0.0) == 0.0).all());
  EXPECT_TRUE((gateaux::safe_div(a, 2.0) == a / 2.0).all());
  EXPECT_EQ(Eigen::ArrayXd(gateaux::safe_div(1.0, b))[0], 1.0 / -4.5);
  EXPECT_EQ(Eigen::ArrayXd(gateaux::safe_div(1.0, b))[9], 0.0);
  EXPECT_EQ(gateaux::safe_div(1.0, -0.0), 0.0);
  EXPECT_EQ(gateaux::safe_div(3.0F, 2.0F), 1.5F);
  EXPECT_TRUE(std::isnan(gateaux::safe_div(1.0, std::nan(""))));
}

TEST(Math, ExpressionsComposeInAnyShape) {
  const Eigen::ArrayXXd x = gateaux_test::random_matrix(5, 7, 1).array();
  const Eigen::ArrayXXd y = 2.0 * gateaux::tanh(x.block(1, 1, 3, 5) + 1.0).square();
  const Eigen::Array<double, 3, 3, Eigen::RowMajor> fixed = x.block<3, 3>(0, 0);
  const Eigen::Array33d z = gateaux::logistic(fixed);
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 5; ++j) {
      const double t = std::tanh(x(i + 1, j + 1) + 1.0);
      EXPECT_NEAR(y(i, j), 2.0 * t * t, 1e-15);
    }
    for (int j = 0; j < 3; ++j)
      EXPECT_NEAR(z(i, j), 1.0 / (1.0 + std::exp(-x(i, j))), 1e-15);
  }
  const Eigen::Array22f f = Eigen::Array22f::Constant(0.25F);
  EXPECT_NEAR(gateaux::tanh(f).sum(), 4.0 * std::tanh(0.25), 1e-6);
}

} // namespace
