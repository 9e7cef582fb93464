// SPDX-License-Identifier: Apache-2.0
//
// Options, callbacks and summaries that the minimisers of an objective share.
#ifndef GATEAUX_SOLVERS_MINIMIZE_HPP
#define GATEAUX_SOLVERS_MINIMIZE_HPP

#include <Eigen/Core>
#include <functional>
#include <limits>
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

} // namespace internal
} // namespace gateaux

#endif // GATEAUX_SOLVERS_MINIMIZE_HPP
