// SPDX-License-Identifier: Apache-2.0
//
// Training by stochastic descent over epochs of minibatches, with early stopping.
#ifndef GATEAUX_SOLVERS_STOCHASTIC_HPP
#define GATEAUX_SOLVERS_STOCHASTIC_HPP

#include <Eigen/Core>
#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <utility>

#include "gateaux/solvers/common.hpp"
#include "gateaux/solvers/update_rules.hpp"

namespace gateaux {

/// Keeps the best model seen and says when to stop: when `look_ahead` checks in a row have not
/// improved on it by more than `least_improvement`.
///
/// Source: Prechelt 1998, Early stopping - but when?
template <typename Scalar>
class BasicEarlyStopping {
public:
  explicit BasicEarlyStopping(Eigen::Index look_ahead, double least_improvement = 0.0)
      : look_ahead_(look_ahead), least_improvement_(least_improvement) {}

  /// Takes the validation error of w. Returns whether to go on.
  bool check(double error, const VectorX<Scalar> &w) {
    if (checks_ == 0 || error < best_error_ - least_improvement_) {
      best_error_ = error;
      best_check_ = checks_;
      best_ = w;
    }
    ++checks_;
    return look_ahead_ <= 0 || checks_ - 1 - best_check_ < look_ahead_;
  }
  Eigen::Index checks() const { return checks_; }
  Eigen::Index best_check() const { return best_check_; } ///< From 0; -1 before the first one.
  double best_error() const { return best_error_; }
  const VectorX<Scalar> &best() const { return best_; }

private:
  Eigen::Index look_ahead_;
  double least_improvement_;
  Eigen::Index checks_ = 0;
  Eigen::Index best_check_ = -1;
  double best_error_ = std::numeric_limits<double>::infinity();
  VectorX<Scalar> best_;
};
using EarlyStopping = BasicEarlyStopping<double>;

/// What the callback of train() sees after each epoch, and with epoch 0 before the first.
template <typename Scalar>
struct BasicEpoch {
  Eigen::Index epoch;
  Eigen::Index updates;
  double training_loss;    ///< The mean of the minibatches' values during the epoch.
  double validation_error; ///< Not a number without a validation function.
  bool best;               ///< The lowest validation error so far.
  const VectorX<Scalar> &w;
};
using Epoch = BasicEpoch<double>;

template <typename Scalar>
struct BasicTrainOptions {
  Eigen::Index max_epochs = 100;
  /// Computes the validation error after each epoch. The model with the lowest one is what train()
  /// returns.
  std::function<double(const VectorX<Scalar> &)> validate;
  /// Stop when so many epochs in a row have not lowered the validation error; 0 for never.
  Eigen::Index look_ahead = 0;
  double least_improvement = 0.0;
  /// Called before the first epoch and after each one; training stops when it returns false.
  std::function<bool(const BasicEpoch<Scalar> &)> callback;
};
using TrainOptions = BasicTrainOptions<double>;

struct TrainSummary {
  /// Converged where early stopping ended it.
  Status status = Status::MaxIterations;
  Eigen::Index epochs = 0;
  Eigen::Index updates = 0;
  Eigen::Index best_epoch = 0; ///< The epoch whose model was kept; 0 is the start.
  double best_validation_error = std::numeric_limits<double>::quiet_NaN();
  double last_training_loss = std::numeric_limits<double>::quiet_NaN();
  std::string message;
};

namespace internal {
std::string train_message(const TrainSummary &summary);
} // namespace internal

/// Minimises a loss by one update per minibatch.
///
/// objective   has dimension() and gradient(w, g)
/// w           the start and the result, dimension() entries: the model of the lowest validation
///             error, or the last one without validation
/// rule        has step(g, w); see update_rules.hpp
/// next_batch  callable as next_batch(objective): rebinds the objective to the next minibatch and
///             returns true, or returns false at the end of an epoch
///
///     gateaux::Minibatches batches(count, 32, seed);
///     gateaux::train(objective, w, rule, [&](auto& f) {
///       if (!batches.next(indices)) return false;
///       X_batch = X(Eigen::all, indices);
///       f.rebind(X_batch, ...);
///       return true;
///     }, options);
///
/// A loss or gradient that is not finite ends it with Status::NotFinite and the best model so far.
/// Throws std::invalid_argument, naming both lengths, when w has not dimension() entries.
///
/// Sources: Robbins and Monro 1951; Goodfellow, Bengio and Courville 2016, sections 7.8 and 8.3.
template <typename Objective, typename Scalar, typename Rule, typename NextBatch>
TrainSummary train(Objective &objective, VectorX<Scalar> &w, Rule &rule, NextBatch &&next_batch,
                   const BasicTrainOptions<Scalar> &options = {}) {
  const char *const name = "train";
  internal::require_length(name, "w", w.size(), "the objective", objective.dimension());
  TrainSummary summary;
  BasicEarlyStopping<Scalar> stopping(options.look_ahead, options.least_improvement);
  VectorX<Scalar> g(w.size());
  const auto finish = [&](Status status) -> TrainSummary & {
    if (stopping.checks() > 0) {
      summary.best_epoch = stopping.best_check();
      summary.best_validation_error = stopping.best_error();
      w = stopping.best();
    } else {
      summary.best_epoch = summary.epochs;
    }
    summary.status = status;
    summary.message = internal::train_message(summary);
    return summary;
  };
  // Validates and reports; false when training shall end.
  bool stopped_early = false;
  const auto look = [&] {
    double error = std::numeric_limits<double>::quiet_NaN();
    bool best = false;
    if (options.validate) {
      error = options.validate(std::as_const(w));
      stopped_early = !stopping.check(error, w);
      best = stopping.best_check() + 1 == stopping.checks();
    }
    const bool go_on =
        !options.callback || options.callback({summary.epochs, summary.updates,
                                               summary.last_training_loss, error, best, w});
    return go_on && !stopped_early;
  };
  bool go_on = look();
  while (go_on && summary.epochs < options.max_epochs) {
    double sum = 0.0;
    Eigen::Index batches = 0;
    while (next_batch(objective)) {
      const double value = double(objective.gradient(std::as_const(w), g));
      if (!std::isfinite(value) || !g.allFinite())
        return finish(Status::NotFinite);
      internal::require_length(name, "the gradient", g.size(), "w", w.size());
      rule.step(std::as_const(g), w);
      sum += value;
      ++batches;
    }
    summary.updates += batches;
    ++summary.epochs;
    summary.last_training_loss = batches > 0 ? sum / double(batches) : 0.0;
    go_on = look();
  }
  if (go_on)
    return finish(Status::MaxIterations);
  return finish(stopped_early ? Status::Converged : Status::StoppedByCallback);
}

} // namespace gateaux

#endif // GATEAUX_SOLVERS_STOCHASTIC_HPP
