// SPDX-License-Identifier: Apache-2.0
//
// Schedules, update rules, training with early stopping, and searches.
#include "objectives.hpp"

#include <limits>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "gateaux/data/split.hpp"
#include "gateaux/solvers/search.hpp"
#include "gateaux/solvers/stochastic.hpp"

namespace {

using gateaux::Schedule;
using gateaux_test::Index;
using gateaux_test::MatrixXd;
using gateaux_test::VectorXd;

TEST(Schedule, Formulas) {
  EXPECT_EQ(Schedule(0.5)(7), 0.5);
  EXPECT_DOUBLE_EQ(Schedule::inverse_time(0.1, 0.5)(4), 0.1 / 3.0);
  EXPECT_DOUBLE_EQ(Schedule::power(0.1, 0.5)(3), 0.05);
  const Schedule cosine = Schedule::cosine(1.0, 10, 0.2);
  EXPECT_DOUBLE_EQ(cosine(0), 1.0);
  EXPECT_NEAR(cosine(5), 0.6, 1e-15);
  EXPECT_NEAR(cosine(10), 0.2, 1e-15);
  EXPECT_NEAR(cosine(99), 0.2, 1e-15);
  const Schedule held = Schedule::inverse_time(0.1, 1.0).hold(3);
  EXPECT_EQ(held(2), 0.1);
  EXPECT_EQ(held(3), 0.1);
  EXPECT_EQ(held(4), 0.05);
  const Schedule warm = Schedule(1.0).warm_up(4);
  EXPECT_DOUBLE_EQ(warm(0), 0.2);
  EXPECT_DOUBLE_EQ(warm(3), 0.8);
  EXPECT_DOUBLE_EQ(warm(4), 1.0);
}

TEST(UpdateRules, FirstStepsByHand) {
  const VectorXd g = Eigen::Vector2d(1.0, -2.0);
  VectorXd w = VectorXd::Zero(2);
  gateaux::Sgd momentum(0.1, 0.5);
  momentum.step(g, w);
  momentum.step(g, w); // m = g, then 1.5 g.
  EXPECT_LT((w + 0.25 * g).norm(), 1e-15);
  w.setZero();
  gateaux::Sgd nesterov(0.1, 0.5, true);
  nesterov.step(g, w); // g + 0.5 g.
  EXPECT_LT((w + 0.15 * g).norm(), 1e-15);
  w.setZero();
  gateaux::Adam adam(0.1);
  adam.step(g, w); // Unbiased means: the first step is alpha sign(g).
  EXPECT_NEAR(w[0], -0.1, 1e-8);
  EXPECT_NEAR(w[1], 0.1, 1e-8);
  w.setZero();
  gateaux::RmsProp rms(0.1, 0.75);
  rms.step(g, w);
  EXPECT_NEAR(w[0], -0.2, 1e-8);
  EXPECT_NEAR(w[1], 0.2, 1e-8);
}

TEST(UpdateRules, AllFindTheMinimumOfAQuadratic) {
  const gateaux_test::Quadratic f{gateaux_test::symmetric_with(VectorXd::LinSpaced(5, 0.5, 2.0), 1),
                                  gateaux_test::random_vector(5, 2)};
  const VectorXd minimum = f.A.ldlt().solve(f.b);
  const auto distance = [&](auto rule) {
    VectorXd w = VectorXd::Zero(5);
    for (int i = 0; i < 3000; ++i)
      rule.step(f.gradient(w), w);
    return (w - minimum).norm();
  };
  EXPECT_LT(distance(gateaux::Sgd(0.2)), 1e-10);
  EXPECT_LT(distance(gateaux::Sgd(0.1, 0.8)), 1e-10);
  EXPECT_LT(distance(gateaux::Sgd(0.1, 0.8, true)), 1e-10);
  EXPECT_LT(distance(gateaux::Adam(Schedule::cosine(0.05, 3000))), 1e-3);
  EXPECT_LT(distance(gateaux::RmsProp(Schedule::cosine(0.05, 3000))), 1e-3);
}

/// |X'w - y|^2 / 2n of a minibatch.
class Fit {
public:
  Index dimension() const { return X.rows(); }
  double gradient(const VectorXd &w, VectorXd &g) {
    const VectorXd r = X.transpose() * w - y;
    g = X * r / double(y.size());
    return 0.5 * r.squaredNorm() / double(y.size());
  }
  MatrixXd X;
  VectorXd y;
};

TEST(Train, StopsEarlyAndKeepsTheBest) {
  Fit fit;
  const MatrixXd X = gateaux_test::random_matrix(3, 40, 1);
  const VectorXd y = X.transpose() * Eigen::Vector3d(1.0, 2.0, 3.0);
  fit.X = X;
  fit.y = y;
  const auto run = [&](std::vector<double> &errors, gateaux::TrainSummary &summary) {
    VectorXd w = VectorXd::Zero(3);
    gateaux::Sgd rule(0.05);
    gateaux::Minibatches batches(40, 8, 3);
    gateaux::Indices batch;
    gateaux::TrainOptions options;
    options.max_epochs = 100;
    options.look_ahead = 5;
    // An error that falls and then rises: the distance to a point on the way.
    options.validate = [&](const VectorXd &at) {
      errors.push_back((at - 0.7 * Eigen::Vector3d(1.0, 2.0, 3.0)).norm());
      return errors.back();
    };
    summary = gateaux::train(
        fit, w, rule,
        [&](Fit &f) {
          if (!batches.next(batch))
            return false;
          f.X = X(Eigen::all, batch);
          f.y = y(batch);
          return true;
        },
        options);
    return w;
  };
  std::vector<double> errors;
  gateaux::TrainSummary summary;
  const VectorXd w = run(errors, summary);
  EXPECT_EQ(summary.status, gateaux::Status::Converged);
  EXPECT_NE(summary.message.find("stopped early"), std::string::npos) << summary.message;
  const double best = *std::min_element(errors.begin(), errors.end());
  EXPECT_EQ(summary.best_validation_error, best);
  EXPECT_EQ((w - 0.7 * Eigen::Vector3d(1.0, 2.0, 3.0)).norm(), best);
  EXPECT_EQ(summary.epochs, summary.best_epoch + 5);
  EXPECT_EQ(summary.updates, 5 * summary.epochs);
  std::vector<double> again;
  gateaux::TrainSummary second;
  EXPECT_EQ(run(again, second), w); // The same seed, the same bits.
}

TEST(Train, LimitsCallbackAndNotFinite) {
  Fit fit;
  fit.X = gateaux_test::random_matrix(3, 40, 1);
  fit.y = VectorXd::Ones(40);
  VectorXd w = VectorXd::Zero(3);
  bool more = false;
  const auto once = [&](Fit &) { return more = !more; };
  gateaux::TrainOptions options;
  options.max_epochs = 4;
  gateaux::Sgd rule(0.1);
  EXPECT_EQ(gateaux::train(fit, w, rule, once, options).updates, 4);
  options.callback = [](const gateaux::Epoch &epoch) { return epoch.epoch < 2; };
  EXPECT_EQ(gateaux::train(fit, w, rule, once, options).epochs, 2);
  options.callback = nullptr;
  fit.y[3] = std::numeric_limits<double>::infinity();
  EXPECT_EQ(gateaux::train(fit, w, rule, once, options).status, gateaux::Status::NotFinite);
  EXPECT_TRUE(w.allFinite());
  w = VectorXd::Zero(2);
  EXPECT_THROW(gateaux::train(fit, w, rule, once, options), std::invalid_argument);
}

TEST(Search, GridTriesAllAndPicksTheLeast) {
  const auto result = gateaux::grid_search(
      {{"a", {1, 2, 3}}, {"b", {10, 20}}},
      [](const std::vector<double> &v) { return std::abs(v[0] - 2) + std::abs(v[1] - 20); });
  ASSERT_EQ(result.trials.size(), 6U);
  EXPECT_EQ(result.trials[1].values, (std::vector<double>{1, 20}));
  EXPECT_EQ(result.best_trial().values, (std::vector<double>{2, 20}));
  EXPECT_NE(result.table().find("a"), std::string::npos);
  EXPECT_THROW(gateaux::grid_search({{"a", {}}}, [](const auto &) { return 0.0; }),
               std::invalid_argument);
}

TEST(Search, RandomStaysInItsRangesAndIgnoresNan) {
  const auto evaluate = [](const std::vector<double> &v) {
    return v[0] > 5 ? std::numeric_limits<double>::quiet_NaN() : v[0];
  };
  const auto result =
      gateaux::random_search({{"a", 0, 10}, {"b", 1e-4, 1, true}}, 200, 1, evaluate);
  ASSERT_EQ(result.trials.size(), 200U);
  int small = 0;
  double least = 10;
  for (const auto &trial : result.trials) {
    EXPECT_GE(trial.values[1], 1e-4);
    EXPECT_LE(trial.values[1], 1.0);
    small += trial.values[1] < 1e-2 ? 1 : 0;
    least = std::min(least, trial.values[0]);
  }
  EXPECT_NEAR(small, 100, 30); // Uniform in the logarithm.
  EXPECT_EQ(result.best_trial().values[0], least);
  EXPECT_THROW(gateaux::random_search({{"a", 1, 0}}, 1, 1, evaluate), std::invalid_argument);
  EXPECT_THROW(gateaux::random_search({{"a", 0, 1, true}}, 1, 1, evaluate), std::invalid_argument);
}

} // namespace
