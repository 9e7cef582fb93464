// SPDX-License-Identifier: Apache-2.0
#include "testing.hpp"

#include <cmath>
#include <stdexcept>
#include <string>

#include "gateaux/solvers/check.hpp"

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using gateaux::CheckOptions;
using gateaux::CheckStatus;
using gateaux::CheckSummary;

/// f(w) = sum_i exp(a_i' w) with its exact derivatives, and errors that can be planted.
struct Exponentials {
  MatrixXd A = 0.3 * gateaux_test::random_matrix(6, 5, 1);
  Index wrong_gradient = -1;
  Index wrong_product = -1;
  double factor = 1.001;
  Index dimension() const { return 5; }
  double value(const VectorXd &w) { return (A * w).array().exp().sum(); }
  double gradient(const VectorXd &w, VectorXd &g) {
    g = A.transpose() * (A * w).array().exp().matrix();
    if (wrong_gradient >= 0)
      g[wrong_gradient] *= factor;
    return value(w);
  }
  void hvp(const VectorXd &w, const VectorXd &v, VectorXd &hv) {
    hv = A.transpose() * ((A * w).array().exp() * (A * v).array()).matrix();
    if (wrong_product >= 0)
      hv[wrong_product] *= factor;
  }
};

TEST(ExtrapolatedDerivative, ReachesElevenDigits) {
  const auto result = gateaux::internal::extrapolated_derivative<double>(
      [](double h) { return std::exp(1 + h); }, 0.1);
  EXPECT_NEAR(result.value, std::exp(1.0), 1e-11);
  EXPECT_LT(result.uncertainty, 1e-10);
  EXPECT_GE(result.uncertainty * 10.0 + 1e-13, std::abs(result.value - std::exp(1.0)));
}

TEST(CheckGradient, PassesARightOne) {
  Exponentials objective;
  const CheckSummary summary =
      gateaux::check_gradient(objective, gateaux_test::random_vector(5, 2));
  EXPECT_EQ(summary.status, CheckStatus::Passed) << summary.message;
  EXPECT_TRUE(summary.passed());
  EXPECT_EQ(summary.checked, 5);
  EXPECT_LT(summary.relative_error, 1e-9);
  EXPECT_EQ(summary.evaluations.gradients, 1);
}

TEST(CheckGradient, NamesThePlantedError) {
  Exponentials objective;
  objective.wrong_gradient = 3;
  const VectorXd w = gateaux_test::random_vector(5, 2);
  CheckOptions options;
  options.name = [](Index i) { return "W(" + std::to_string(i) + ", 0)"; };
  const CheckSummary summary = gateaux::check_gradient(objective, w, options);
  EXPECT_EQ(summary.status, CheckStatus::Failed);
  EXPECT_EQ(summary.worst_entry, 3);
  EXPECT_EQ(summary.worst_name, "W(3, 0)");
  VectorXd g;
  objective.gradient(w, g);
  EXPECT_EQ(summary.analytic, g[3]);
  EXPECT_NEAR(summary.numeric, g[3] / 1.001, 1e-9 * std::abs(g[3]));
  EXPECT_NEAR(summary.relative_error, 0.001 / 1.001, 1e-6);
  EXPECT_NE(summary.message.find("W(3, 0)"), std::string::npos) << summary.message;
}

TEST(CheckGradient, ChecksASampleOfTheEntries) {
  Exponentials objective;
  CheckOptions options;
  options.samples = 2;
  EXPECT_EQ(gateaux::check_gradient(objective, VectorXd(VectorXd::Zero(5)), options).checked, 2);
}

struct Kink {
  Index dimension() const { return 1; }
  double value(const VectorXd &w) { return std::abs(w[0]); }
  double gradient(const VectorXd &w, VectorXd &g) {
    g = VectorXd::Constant(1, w[0] > 0 ? 1.0 : w[0] < 0 ? -1.0 : 0.0);
    return value(w);
  }
};

TEST(CheckGradient, AKinkNearbyIsNotCalledAnError) {
  Kink objective;
  // At distance 0.01 the larger steps straddle the kink, the smaller ones do not.
  const CheckSummary near =
      gateaux::check_gradient(objective, VectorXd(VectorXd::Constant(1, 0.01)));
  EXPECT_NE(near.status, CheckStatus::Failed) << near.message;
  const CheckSummary nearer =
      gateaux::check_gradient(objective, VectorXd(VectorXd::Constant(1, 1e-9)));
  EXPECT_NE(nearer.status, CheckStatus::Passed) << nearer.message;
}

struct Logarithm {
  Index dimension() const { return 1; }
  double value(const VectorXd &w) { return std::log(w[0]); }
  double gradient(const VectorXd &w, VectorXd &g) {
    g = VectorXd::Constant(1, 1.0 / w[0]);
    return value(w);
  }
};

TEST(CheckGradient, StepsOutOfTheDomainAreSkipped) {
  Logarithm objective;
  const CheckSummary inside =
      gateaux::check_gradient(objective, VectorXd(VectorXd::Constant(1, 0.02)));
  EXPECT_EQ(inside.status, CheckStatus::Passed) << inside.message;
  const CheckSummary outside =
      gateaux::check_gradient(objective, VectorXd(VectorXd::Constant(1, -1.0)));
  EXPECT_EQ(outside.status, CheckStatus::NotFinite) << outside.message;
}

TEST(CheckGradient, WrongLengthsAreNamed) {
  Exponentials objective;
  try {
    gateaux::check_gradient(objective, VectorXd(VectorXd::Zero(7)));
    FAIL();
  } catch (const std::invalid_argument &error) {
    EXPECT_NE(std::string(error.what()).find("length 7"), std::string::npos);
    EXPECT_NE(std::string(error.what()).find("length 5"), std::string::npos);
  }
}

TEST(CheckHessian, PassesARightOneAndFindsAPlantedError) {
  Exponentials objective;
  const VectorXd w = gateaux_test::random_vector(5, 2);
  const CheckSummary right = gateaux::check_hessian(objective, w);
  EXPECT_TRUE(right.passed()) << right.message;
  EXPECT_EQ(right.checked, 15);
  EXPECT_LT(right.asymmetry, 1e-14);
  objective.wrong_product = 2;
  const CheckSummary wrong = gateaux::check_hessian(objective, w);
  EXPECT_EQ(wrong.status, CheckStatus::Failed);
  EXPECT_EQ(wrong.worst_entry, 2);
  EXPECT_GT(wrong.asymmetry, 1e-6);
}

struct FloatSquare {
  Index dimension() const { return 3; }
  float value(const Eigen::VectorXf &w) { return w.squaredNorm(); }
  float gradient(const Eigen::VectorXf &w, Eigen::VectorXf &g) {
    g = 2.0F * w;
    return w.squaredNorm();
  }
};

TEST(CheckGradient, WorksInFloat) {
  FloatSquare objective;
  const CheckSummary summary =
      gateaux::check_gradient(objective, Eigen::VectorXf{{1.0F, -2.0F, 0.5F}});
  EXPECT_TRUE(summary.passed()) << summary.message;
}

} // namespace
