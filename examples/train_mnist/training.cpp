// SPDX-License-Identifier: Apache-2.0
#include "training.hpp"

#include <cstdio>
#include <gateaux/data.hpp>
#include <gateaux/nn/initialize.hpp>
#include <gateaux/progress.hpp>

#include "network.gateaux.hpp"

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

Model::Model(Index inputs, Index hidden, std::uint64_t seed)
    : b1(VectorXd::Zero(hidden)), b2(VectorXd::Zero(hidden)), b3(VectorXd::Zero(10)) {
  std::mt19937_64 generator(seed);
  W1 = gateaux::nn::glorot_uniform(hidden, inputs, generator);
  W2 = gateaux::nn::glorot_uniform(hidden, hidden, generator);
  W3 = gateaux::nn::glorot_uniform(10, hidden, generator);
}

double Model::error(const Digits &digits) const {
  const MatrixXd S = logits(W1, b1, W2, b2, W3, b3, digits.X);
  Index wrong = 0;
  for (Index j = 0; j < S.cols(); ++j) {
    Index guess = 0;
    S.col(j).maxCoeff(&guess);
    if (guess != digits.label[j])
      ++wrong;
  }
  return double(wrong) / double(std::max<Index>(S.cols(), 1));
}

void Model::save(const std::string &path) const {
  gateaux::Parameters()
      .add("W1", W1)
      .add("b1", b1)
      .add("W2", W2)
      .add("b2", b2)
      .add("W3", W3)
      .add("b3", b3)
      .save(path);
}

Model train_model(const Digits &training, const Digits &validation, const TrainingChoices &choices,
                  TrainingHistory &history, gateaux::TrainSummary &summary) {
  Model model(training.X.rows(), choices.hidden, choices.seed);
  MatrixXd X = training.X;
  MatrixXd C = training.C;
  digits_loss_objective objective(model.W1, model.b1, model.W2, model.b2, model.W3, model.b3, X, C,
                                  choices.l1, choices.l2);
  VectorXd w = objective.initial();
  const auto unpack = [&](const VectorXd &at) {
    objective.unpack(at, model.W1, model.b1, model.W2, model.b2, model.W3, model.b3);
  };
  gateaux::Sgd rule(choices.rate, choices.momentum);
  gateaux::Minibatches batches(training.X.cols(), choices.batch, choices.seed);
  gateaux::Indices batch;
  const auto next_batch = [&](digits_loss_objective &f) {
    if (!batches.next(batch))
      return false;
    X = training.X(Eigen::all, batch);
    C = training.C(Eigen::all, batch);
    f.rebind(X, C, choices.l1, choices.l2);
    return true;
  };
  gateaux::Progress::Options display;
  if (!choices.progress)
    display.mode = gateaux::Progress::Mode::Silent;
  gateaux::Progress progress("training", choices.max_epochs, display);
  gateaux::TrainOptions options;
  options.max_epochs = choices.max_epochs;
  options.look_ahead = choices.look_ahead;
  options.validate = [&](const VectorXd &at) {
    unpack(at);
    return model.error(validation);
  };
  options.callback = [&](const gateaux::Epoch &epoch) {
    history.training_loss.push_back(epoch.training_loss);
    history.validation_error.push_back(epoch.validation_error);
    char text[80];
    if (epoch.epoch == 0)
      std::snprintf(text, sizeof text, "validation error %.2f %%", 100.0 * epoch.validation_error);
    else
      std::snprintf(text, sizeof text, "loss %.4f, validation error %.2f %%", epoch.training_loss,
                    100.0 * epoch.validation_error);
    progress.update(epoch.epoch, text);
    return true;
  };
  summary = gateaux::train(objective, w, rule, next_batch, options);
  progress.finish();
  unpack(w);
  return model;
}
