// SPDX-License-Identifier: Apache-2.0
//
// The model, its training, and what can be chosen about it.
#ifndef TRAIN_MNIST_TRAINING_HPP
#define TRAIN_MNIST_TRAINING_HPP

#include <Eigen/Dense>
#include <cstdint>
#include <gateaux/solvers/schedule.hpp>
#include <gateaux/solvers/stochastic.hpp>
#include <string>
#include <vector>

#include "digits.hpp"

struct Model {
  Eigen::MatrixXd W1, W2, W3;
  Eigen::VectorXd b1, b2, b3;

  /// Glorot's uniform weights, zero biases.
  Model(Eigen::Index inputs, Eigen::Index hidden, std::uint64_t seed);
  /// The part of the digits that the model gets wrong.
  double error(const Digits &digits) const;
  void save(const std::string &path) const;
};

struct TrainingChoices {
  Eigen::Index hidden = 32;
  Eigen::Index batch = 32;
  Eigen::Index max_epochs = 60;
  Eigen::Index look_ahead = 8;
  gateaux::Schedule rate = gateaux::Schedule::inverse_time(0.05, 1e-3);
  double momentum = 0.9;
  double l1 = 0.0;
  double l2 = 1e-4;
  std::uint64_t seed = 1;
  bool progress = true;
};

/// What happened in each epoch, from the start on.
struct TrainingHistory {
  std::vector<double> training_loss;
  std::vector<double> validation_error;
};

/// Trains a model by minibatch descent with momentum, stopped early by the validation error.
Model train_model(const Digits &training, const Digits &validation, const TrainingChoices &choices,
                  TrainingHistory &history, gateaux::TrainSummary &summary);

#endif // TRAIN_MNIST_TRAINING_HPP
