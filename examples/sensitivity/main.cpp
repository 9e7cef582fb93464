// SPDX-License-Identifier: Apache-2.0
//
// How the weights of a trained model answer to changes of its data, predicted and actual: the system
// T10 of README.md.
#include <Eigen/Dense>
#include <cmath>
#include <gateaux/plot.hpp>
#include <gateaux/solvers/implicit.hpp>
#include <gateaux/solvers/newton.hpp>
#include <string>
#include <vector>

#include "../common/system.hpp"
#include "regression.gateaux.hpp"

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using examples::Random;
using examples::System;

/// Two classes of normal examples, with a constant feature.
void draw(Index count, const VectorXd &direction, Random &random, MatrixXd &X, VectorXd &y) {
  X = random.matrix(direction.size(), count);
  X.row(0).setOnes();
  y.resize(count);
  for (Index i = 0; i < count; ++i)
    y[i] = X.col(i).dot(direction) + 1.0 * random.number() > 0.0 ? 1.0 : -1.0;
}

/// The weights that minimise the loss, from w.
VectorXd train(VectorXd w, const VectorXd &theta, const MatrixXd &X, const VectorXd &y,
               double penalty) {
  regression_loss_objective objective(w, theta, X, y, penalty);
  gateaux::NewtonOptions options;
  options.relative_gradient_tolerance = 0.0;
  options.absolute_gradient_tolerance = 1e-13;
  gateaux::newton(objective, w, options);
  return w;
}

double correlation(const VectorXd &a, const VectorXd &b) {
  const VectorXd u = a.array() - a.mean();
  const VectorXd v = b.array() - b.mean();
  return u.dot(v) / (u.norm() * v.norm());
}

bool sensitivity(bool full) {
  System system("T10");
  Random random(1);
  const Index features = 6;
  const Index count = full ? 1000 : 200;
  const Index tests = 50;
  const double penalty = 0.02;
  VectorXd direction = random.vector(features);
  MatrixXd X, X_test;
  VectorXd y, y_test;
  draw(count, direction, random, X, y);
  draw(tests, direction, random, X_test, y_test);
  const VectorXd theta = VectorXd::Ones(count);
  const VectorXd w = train(VectorXd::Zero(features), theta, X, y, penalty);
  regression_loss_objective objective(w, theta, X, y, penalty);
  VectorXd g;
  objective.linearize(w, g);
  const auto apply = [&](const VectorXd &v, VectorXd &Hv) { objective.hvp(v, Hv); };

  // Test losses: the same function without a penalty, with the test examples.
  const VectorXd test_weights = VectorXd::Ones(tests);
  const auto test_losses = [&](const VectorXd &at) {
    const Eigen::ArrayXd margin = y_test.array() * (X_test.transpose() * at).array();
    return VectorXd((-margin).exp().log1p());
  };
  regression_loss_objective test_loss(w, test_weights, X_test, y_test, 0.0);
  VectorXd test_gradient;
  const double test_before = test_loss.gradient(w, test_gradient);

  // The gradients of the examples' losses: those of theta = unit vector, times n.
  MatrixXd example_gradients(features, count);
  for (Index i = 0; i < count; ++i) {
    VectorXd column;
    loss_w_theta_hvp(w, theta, X, y, penalty, VectorXd::Unit(count, i), column);
    example_gradients.col(i) = column;
  }
  VectorXd scores;
  gateaux::influence_scores(apply, example_gradients, test_gradient, scores);

  // Leave one example out, all of them in turn: theta_i from 1 to 0.
  MatrixXd predicted_w(features, count);
  MatrixXd actual_w(features, count);
  VectorXd predicted_test(count);
  VectorXd actual_test(count);
  const VectorXd losses_before = test_losses(w);
  for (Index i = 0; i < count; ++i) {
    VectorXd mixed;
    loss_w_theta_hvp(w, theta, X, y, penalty, -VectorXd::Unit(count, i), mixed);
    VectorXd w_dot;
    gateaux::response_product(apply, mixed, w_dot);
    predicted_w.col(i) = w_dot;
    predicted_test[i] = -scores[i];
    const VectorXd retrained = train(w, theta - VectorXd::Unit(count, i), X, y, penalty);
    actual_w.col(i) = retrained - w;
    actual_test[i] = (test_losses(retrained) - losses_before).mean();
  }
  system.at_least("leave one out, changes of the weights: correlation",
                  correlation(predicted_w.reshaped(), actual_w.reshaped()), 0.99);
  system.show("the same: relative error", (predicted_w - actual_w).norm() / actual_w.norm());
  system.at_least("leave one out, changes of the test loss: correlation",
                  correlation(predicted_test, actual_test), 0.99);
  system.show("the same: relative error",
              (predicted_test - actual_test).norm() / actual_test.norm());
  system.show("mean test loss before", test_before);

  // Poisoning: how the margin of one test example answers to the training examples, backwards.
  // The victim is on the right side of the boundary, and of those the nearest to it.
  const VectorXd margins = y_test.array() * (X_test.transpose() * w).array();
  Index victim = 0;
  (margins.array() > 0.0).select(margins, margins.maxCoeff()).minCoeff(&victim);
  const VectorXd margin_gradient = y_test[victim] * X_test.col(victim);
  VectorXd X_bar;
  gateaux::response_transpose_product(
      apply,
      [&](const VectorXd &u, VectorXd &product) {
        MatrixXd X_hv;
        loss_X_w_hvp(w, theta, X, y, penalty, u, X_hv);
        product = X_hv.reshaped();
      },
      margin_gradient, X_bar);
  const Eigen::Map<const MatrixXd> slopes(X_bar.data(), features, count);
  const double step = 0.2;
  VectorXd predicted(count);
  VectorXd actual(count);
  for (Index i = 0; i < count; ++i) {
    VectorXd move = -slopes.col(i);
    move[0] = 0.0; // The constant feature stays.
    move *= step / move.norm();
    MatrixXd poisoned = X;
    poisoned.col(i) += move;
    predicted[i] = slopes.col(i).dot(move);
    actual[i] = margin_gradient.dot(train(w, theta, poisoned, y, penalty) - w);
  }
  Index strongest = 0;
  predicted.minCoeff(&strongest);
  system.show("poisoning: margin of the test example", margin_gradient.dot(w));
  system.show("poisoning: predicted change by the strongest example", predicted[strongest]);
  system.at_most("poisoning: actual change by the strongest example", actual[strongest], 0.0);
  system.at_least("poisoning, changes of the margin: correlation", correlation(predicted, actual),
                  0.99);
  system.show("the same: relative error", (predicted - actual).norm() / actual.norm());

  gateaux::Plot plot;
  plot.title = "Leaving out one example: change of the mean test loss";
  plot.x_label = "predicted";
  plot.y_label = "after training again";
  const double low = std::min(predicted_test.minCoeff(), actual_test.minCoeff());
  const double high = std::max(predicted_test.maxCoeff(), actual_test.maxCoeff());
  plot.add("one point for each example", predicted_test, actual_test,
           gateaux::Series::Style::Points);
  plot.add("equal", {low, high}, {low, high});
  plot.write("influence.png");
  system.picture("influence.png");
  return system.finish();
}

} // namespace

int main(int argc, char **argv) { return examples::run_systems(argc, argv, {{"T10", sensitivity}}); }
