// SPDX-License-Identifier: Apache-2.0
//
// Options, callbacks and summaries that the minimisers of an objective share.
#ifndef GATEAUX_SOLVERS_MINIMIZE_HPP
#define GATEAUX_SOLVERS_MINIMIZE_HPP

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>
#include <string>

#include "gateaux/solvers/common.hpp"

namespace gateaux {

/// What the callback of a minimiser sees: once at the start, with iteration 0, and after each step.
template <typename Scalar>
struct BasicIteration {
  Eigen::Index iteration;
  double value;               ///< f(w).
  double gradient_norm;       ///< |grad f(w)|.
  double step;                ///< The step length that led here; 0 at the start.
  Eigen::Index cg_iterations; ///< Of the step that led here; 0 for methods without them.
  Evaluations evaluations;    ///< All so far.
  const VectorX<Scalar> &w;   ///< The iterate.
};
using Iteration = BasicIteration<double>;

/// Options that all minimisers have.
template <typename Scalar>
struct BasicMinimizeOptions {
  Eigen::Index max_iterations = 100;
  /// Converged when |g| <= max(absolute_gradient_tolerance, relative_gradient_tolerance |g_0|),
  /// with the gradient g_0 at the start.
  double relative_gradient_tolerance = 1e-6;
  double absolute_gradient_tolerance = 0.0;
  /// Ends with Status::TargetReached when f(w) is at most this.
  double target_value = -std::numeric_limits<double>::infinity();
  /// Called at the start and after each step; the solver stops when it returns false.
  std::function<bool(const BasicIteration<Scalar> &)> callback;
};

/// What a minimiser returns; w holds the point that the final figures belong to.
struct Summary {
  Status status = Status::MaxIterations;
  Eigen::Index iterations = 0;
  Evaluations evaluations;
  double initial_value = 0.0;
  double final_value = 0.0;
  double initial_gradient_norm = 0.0;
  double final_gradient_norm = 0.0;
  std::string message; ///< The reason for the end, with numbers.

  bool converged() const { return status == Status::Converged || status == Status::TargetReached; }
};

namespace internal {

/// The message for a summary whose other members are set. `detail` is added where a status needs
/// it.
std::string minimize_message(const char *solver, const Summary &summary, double gradient_limit,
                             double target, const std::string &detail);

/// What the minimisers do around their steps: take note of where they are, ask the callback, and
/// say when and why it is over.
template <typename Scalar>
class Minimization {
public:
  using Vector = VectorX<Scalar>;

  /// Throws std::invalid_argument, naming both lengths, when w has not `dimension` entries.
  Minimization(const char *solver, const BasicMinimizeOptions<Scalar> &options, const Vector &w,
               Eigen::Index dimension)
      : solver_(solver), options_(options), limit_(options.absolute_gradient_tolerance) {
    require_length(solver, "w", w.size(), "the objective", dimension);
  }

  Summary summary;
  double value = 0.0; ///< At the iterate, as noted last.
  double norm = 0.0;  ///< Of the gradient there.

  /// Notes the value and the gradient at w. The first ones set the limit on the gradient.
  void note(double value_there, const Vector &g, const Vector &w) {
    require_length(solver_, "the gradient", g.size(), "w", w.size());
    value = value_there;
    norm = double(g.norm());
    if (summary.iterations == 0) {
      summary.initial_value = value;
      summary.initial_gradient_norm = norm;
      limit_ = std::max(limit_, options_.relative_gradient_tolerance * norm);
    }
  }
  /// Takes what is noted for the final figures.
  void keep() {
    summary.final_value = value;
    summary.final_gradient_norm = norm;
  }
  bool finite() const { return std::isfinite(value) && std::isfinite(norm); }
  /// True where the gradient is small enough.
  bool small() const { return norm <= limit_; }
  bool exhausted() const { return summary.iterations >= options_.max_iterations; }

  /// Calls the callback. The reason to end here, if there is one; with `stationary` a small
  /// gradient is one and the number of iterations another.
  std::optional<Status> ended(const Vector &w, double step, Eigen::Index cg_iterations,
                              bool stationary) const {
    const bool go_on =
        !options_.callback || options_.callback({summary.iterations, value, norm, step,
                                                 cg_iterations, summary.evaluations, w});
    if (stationary && small())
      return Status::Converged;
    if (value <= options_.target_value)
      return Status::TargetReached;
    if (!go_on)
      return Status::StoppedByCallback;
    if (stationary && exhausted())
      return Status::MaxIterations;
    return std::nullopt;
  }

  Summary &finish(Status status, const std::string &detail = {}) {
    summary.status = status;
    summary.message = minimize_message(solver_, summary, limit_, options_.target_value, detail);
    return summary;
  }

private:
  const char *solver_;
  const BasicMinimizeOptions<Scalar> &options_;
  double limit_;
};

} // namespace internal
} // namespace gateaux

#endif // GATEAUX_SOLVERS_MINIMIZE_HPP
