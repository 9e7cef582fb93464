// SPDX-License-Identifier: Apache-2.0
//
// Trains a network to read digits.
//
//     train_mnist FOLDER    on the files of MNIST in that folder, compressed or not
//     train_mnist           on a small set that it draws itself
//     train_mnist H2 H4     the systems of README.md
#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <gateaux/plot.hpp>
#include <gateaux/solvers/search.hpp>
#include <string>
#include <vector>

#include "../common/system.hpp"
#include "network.gateaux.hpp"
#include "training.hpp"

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using examples::System;

/// Trains on the digits in a folder and prints the error on its test set.
int train_on(const std::string &folder) {
  try {
    const Digits all = load_digits(folder, "train");
    const Digits test = load_digits(folder, "t10k");
    const gateaux::Split parts = gateaux::split(all.X.cols(), 1.0 / 6.0, 0.0, 1);
    std::printf("%zu examples for training, %zu for validation, %td for test, %td pixels each\n",
                parts.training.size(), parts.validation.size(), test.X.cols(), test.X.rows());
    TrainingChoices choices;
    choices.hidden = std::clamp<Index>(all.X.rows() / 4, 32, 128);
    TrainingHistory history;
    gateaux::TrainSummary summary;
    const Model model = train_model(all.part(parts.training), all.part(parts.validation), choices,
                                    history, summary);
    model.save("digits.gxp");
    std::printf("%s\ntest error %.2f %%; the model is in digits.gxp\n", summary.message.c_str(),
                100.0 * model.error(test));
    return 0;
  } catch (const std::exception &error) {
    std::fprintf(stderr, "train_mnist: %s\n", error.what());
    return 1;
  }
}

/// What the start decides: zero weights are a saddle, equal ones stay equal.
void show_starts(const Digits &digits, System &system) {
  const Index inputs = digits.X.rows();
  const Index hidden = 8;
  MatrixXd W1 = MatrixXd::Zero(hidden, inputs);
  MatrixXd W2 = MatrixXd::Zero(10, hidden);
  VectorXd b1 = VectorXd::Zero(hidden);
  VectorXd b2 = VectorXd::Zero(10);
  MatrixXd W1_bar, W2_bar;
  VectorXd b1_bar, b2_bar;
  tanh_loss_gradient(W1, b1, W2, b2, digits.X, digits.C, W1_bar, b1_bar, W2_bar, b2_bar);
  system.at_most("zero weights, tanh: the largest weight gradient",
                 std::max(W1_bar.cwiseAbs().maxCoeff(), W2_bar.cwiseAbs().maxCoeff()), 0.0);

  // All hidden units alike: each row of W1 the same, each column of W2 the same.
  W1.setConstant(0.01);
  W2.setConstant(0.1);
  for (int step = 0; step < 200; ++step) {
    tanh_loss_gradient(W1, b1, W2, b2, digits.X, digits.C, W1_bar, b1_bar, W2_bar, b2_bar);
    W1 -= 0.2 * W1_bar;
    b1 -= 0.2 * b1_bar;
    W2 -= 0.2 * W2_bar;
    b2 -= 0.2 * b2_bar;
  }
  const double moved = (W1.array() - 0.01).abs().maxCoeff();
  const double apart = (W1.rowwise() - W1.row(0)).cwiseAbs().maxCoeff();
  system.at_least("equal weights: how far they move in 200 steps", moved, 0.01);
  system.at_most("equal weights: how far the hidden units get apart", apart / moved, 1e-10);
}

/// H2: stochastic descent with everything that belongs to it.
bool stochastic_training(bool full) {
  System system("H2");
  draw_digits("digits_H2", full ? 12000 : 1800, full ? 2000 : 600, 1);
  const Digits all = load_digits("digits_H2", "train");
  const Digits test = load_digits("digits_H2", "t10k");
  const gateaux::Split parts = gateaux::split(all.X.cols(), 1.0 / 6.0, 0.0, 1);
  const Digits training = all.part(parts.training);
  const Digits validation = all.part(parts.validation);
  show_starts(training, system);

  // The penalties reach the weights and not the biases.
  {
    const Model model(all.X.rows(), 16, 3);
    const auto gradient = [&](double l1, double l2) {
      digits_loss_objective objective(model.W1, model.b1, model.W2, model.b2, model.W3, model.b3,
                                      training.X, training.C, l1, l2);
      VectorXd g;
      objective.gradient(objective.initial(), g);
      Model bar = model;
      objective.unpack(g, bar.W1, bar.b1, bar.W2, bar.b2, bar.W3, bar.b3);
      return bar;
    };
    const Model plain = gradient(0.0, 0.0);
    const Model penalized = gradient(0.01, 0.02);
    const MatrixXd expected = 0.01 * model.W2.array().sign() + 2.0 * 0.02 * model.W2.array();
    system.at_most("penalties: weight gradients against l1 sign(W) + 2 l2 W",
                   examples::relative_difference(MatrixXd(penalized.W2 - plain.W2), expected),
                   1e-12);
    system.at_most("penalties: difference of the bias gradients",
                   (penalized.b2 - plain.b2).cwiseAbs().maxCoeff(), 0.0);
  }

  // Three runs: two decreasing rates, and one with a penalty on the absolute values.
  gateaux::Plot plot;
  plot.title = "Validation error during training";
  plot.x_label = "epoch";
  plot.y_label = "part of the validation set that is wrong";
  plot.log_y = true;
  double best_test_error = 1.0;
  const auto run = [&](const char *name, const TrainingChoices &choices) {
    TrainingHistory history;
    gateaux::TrainSummary summary;
    const Model model = train_model(training, validation, choices, history, summary);
    std::printf("  %s: %s\n", name, summary.message.c_str());
    const auto &errors = history.validation_error;
    const double least = *std::min_element(errors.begin(), errors.end());
    system.at_most(std::string(name) + ": kept model's error above the best seen",
                   std::abs(model.error(validation) - least), 0.0);
    const double test_error = model.error(test);
    system.show(std::string(name) + ": test error", test_error);
    best_test_error = std::min(best_test_error, test_error);
    std::vector<double> epochs;
    for (std::size_t i = 0; i < errors.size(); ++i)
      epochs.push_back(double(i));
    plot.add(name, epochs, errors);
    return model;
  };
  TrainingChoices choices;
  const Model first = run("a / (1 + d t)", choices);
  const Model again = run("the same again", choices);
  system.at_most("the same seed: largest difference of the weights",
                 (first.W1 - again.W1).cwiseAbs().maxCoeff(), 0.0);
  choices.rate = gateaux::Schedule::power(0.3, 0.55).hold(20);
  run("a / t^d", choices);
  choices.l1 = 2e-5;
  choices.l2 = 0.0;
  run("a / t^d with an L1 penalty", choices);
  system.at_most("test error of the best run", best_test_error, 0.10);
  plot.series.erase(plot.series.begin() + 1);
  plot.write("training.png");
  system.picture("training.png");

  // The parameters survive their file.
  first.save("digits.gxp");
  const auto loaded = gateaux::Parameters::load("digits.gxp");
  system.at_most("saved and loaded: largest difference of the weights",
                 (loaded.get("W2") - first.W2).cwiseAbs().maxCoeff(), 0.0);
  return system.finish();
}

/// H4: hyper-parameters from a grid and at random.
bool search(bool full) {
  System system("H4");
  draw_digits("digits_H4", full ? 6000 : 900, full ? 2000 : 600, 2);
  const Digits all = load_digits("digits_H4", "train");
  const Digits test = load_digits("digits_H4", "t10k");
  const gateaux::Split parts = gateaux::split(all.X.cols(), 1.0 / 3.0, 0.0, 1);
  const Digits training = all.part(parts.training);
  const Digits validation = all.part(parts.validation);
  std::vector<double> test_errors;
  const gateaux::Evaluation evaluate = [&](const std::vector<double> &values) {
    TrainingChoices choices;
    choices.rate = values[0];
    choices.l2 = values[1];
    choices.max_epochs = 12;
    choices.progress = false;
    TrainingHistory history;
    gateaux::TrainSummary summary;
    const Model model = train_model(training, validation, choices, history, summary);
    test_errors.push_back(model.error(test));
    return model.error(validation);
  };
  const auto report = [&](const char *name, const gateaux::SearchResult &result,
                          std::size_t expected) {
    std::printf("  %s\n%s", name, result.table().c_str());
    double least = 1.0;
    for (const gateaux::SearchTrial &trial : result.trials)
      least = std::min(least, trial.error);
    system.at_least(std::string(name) + ": trials in the table", double(result.trials.size()),
                    double(expected));
    system.at_most(std::string(name) + ": picked error above the least",
                   result.best_trial().error - least, 0.0);
    system.show(std::string(name) + ": test error of the one picked", test_errors[result.best]);
    std::vector<double> sorted = test_errors;
    std::sort(sorted.begin(), sorted.end());
    system.at_most(std::string(name) + ": its test error, relative to the median",
                   test_errors[result.best] / sorted[sorted.size() / 2], 1.0);
    test_errors.clear();
  };
  report("grid", gateaux::grid_search(
                     {{"rate", {0.001, 0.01, 0.1}}, {"l2", {1e-5, 1e-3, 1e-1}}}, evaluate), 9);
  report("random",
         gateaux::random_search({{"rate", 1e-3, 0.3, true}, {"l2", 1e-6, 1e-1, true}}, 9, 1,
                                evaluate),
         9);
  return system.finish();
}

} // namespace

int main(int argc, char **argv) {
  if (argc == 1) {
    draw_digits("synthetic_digits", 1800, 600, 1);
    return train_on("synthetic_digits");
  }
  if (argc == 2 && std::filesystem::is_directory(argv[1]))
    return train_on(argv[1]);
  return examples::run_systems(argc, argv, {{"H2", stochastic_training}, {"H4", search}});
}
