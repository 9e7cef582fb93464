// SPDX-License-Identifier: Apache-2.0
//
// Gradient descent.
#ifndef GATEAUX_SOLVERS_GRADIENT_DESCENT_HPP
#define GATEAUX_SOLVERS_GRADIENT_DESCENT_HPP

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "gateaux/solvers/common.hpp"
#include "gateaux/solvers/line_search.hpp"
#include "gateaux/solvers/minimize.hpp"

namespace gateaux {

/// How gradient descent chooses its step length.
enum class StepRule {
  Armijo, ///< Backtracking from twice the last accepted step.
  Fixed,  ///< The same step always.
};

template <typename Scalar>
struct BasicGradientDescentOptions : BasicMinimizeOptions<Scalar> {
  BasicGradientDescentOptions() { this->max_iterations = 1000; }
  StepRule rule = StepRule::Armijo;
  /// The step of the fixed rule, or the first one that the line search tries.
  double step = 1.0;
  /// The line search starts from the last accepted step times this.
  double growth = 2.0;
  ArmijoOptions line_search;
};
using GradientDescentOptions = BasicGradientDescentOptions<double>;

/// Minimises f by steps w - t grad f(w).
///
/// objective  has dimension() and gradient(w, g) and, for the line search, value(w); a generated
///            objective for example
/// w          the start and the result, dimension() entries
///
/// With a fixed step t and a quadratic f of curvatures h, each eigendirection shrinks by 1 - t h
/// per step, and the method diverges where t > 2 / h. Divergence ends it with Status::NotFinite as
/// soon as f or its gradient overflows; w is then the last point where both were finite.
///
/// Throws std::invalid_argument, naming both lengths, when w has not dimension() entries.
///
/// Source: Nocedal and Wright 2006, sections 3.1 and 3.3.
template <typename Objective, typename Scalar>
Summary gradient_descent(Objective &objective, VectorX<Scalar> &w,
                         const BasicGradientDescentOptions<Scalar> &options = {}) {
  using Vector = VectorX<Scalar>;
  const char *const name = "gradient_descent";
  internal::require_length(name, "w", w.size(), "the objective", objective.dimension());
  Summary summary;
  double limit = options.absolute_gradient_tolerance;
  const auto finish = [&](Status status, const std::string &detail = {}) -> Summary & {
    summary.status = status;
    summary.message =
        internal::minimize_message(name, summary, limit, options.target_value, detail);
    return summary;
  };

  Vector g(w.size());
  double value = double(objective.gradient(std::as_const(w), g));
  ++summary.evaluations.gradients;
  internal::require_length(name, "the gradient", g.size(), "w", w.size());
  double norm = double(g.norm());
  summary.initial_value = summary.final_value = value;
  summary.initial_gradient_norm = summary.final_gradient_norm = norm;
  limit = std::max(limit, options.relative_gradient_tolerance * norm);
  if (!std::isfinite(value) || !std::isfinite(norm)) {
    return finish(Status::NotFinite, "at the start");
  }

  double step = 0.0;
  double next_step = options.step;
  Vector trial(w.size());
  Vector trial_g(w.size());
  for (;;) {
    const bool go_on = !options.callback || options.callback({summary.iterations, value, norm, step,
                                                              0, summary.evaluations, w});
    if (norm <= limit)
      return finish(Status::Converged);
    if (value <= options.target_value)
      return finish(Status::TargetReached);
    if (!go_on)
      return finish(Status::StoppedByCallback);
    if (summary.iterations >= options.max_iterations)
      return finish(Status::MaxIterations);

    step = next_step;
    if (options.rule == StepRule::Armijo) {
      const ArmijoResult search = armijo_line_search(
          [&](double t) {
            trial = w - Scalar(t) * g;
            return objective.value(std::as_const(trial));
          },
          value, -norm * norm, step, options.line_search,
          double(std::numeric_limits<Scalar>::epsilon()));
      summary.evaluations.values += search.evaluations;
      if (!search.success) {
        return finish(Status::LineSearchFailed,
                      internal::format("last step tried %.3g", search.step));
      }
      step = search.step;
      next_step = step * options.growth;
    }
    trial = w - Scalar(step) * g;
    const double trial_value = double(objective.gradient(std::as_const(trial), trial_g));
    ++summary.evaluations.gradients;
    const double trial_norm = double(trial_g.norm());
    if (!std::isfinite(trial_value) || !std::isfinite(trial_norm)) {
      return finish(Status::NotFinite, internal::format("after a step of %.3g", step));
    }
    w.swap(trial);
    g.swap(trial_g);
    value = trial_value;
    norm = trial_norm;
    ++summary.iterations;
    summary.final_value = value;
    summary.final_gradient_norm = norm;
  }
}

} // namespace gateaux

#endif // GATEAUX_SOLVERS_GRADIENT_DESCENT_HPP
