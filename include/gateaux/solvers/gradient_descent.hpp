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
  internal::Minimization<Scalar> run("gradient_descent", options, w, objective.dimension());
  Summary &summary = run.summary;

  Vector g(w.size());
  run.note(double(objective.gradient(std::as_const(w), g)), g, w);
  ++summary.evaluations.gradients;
  run.keep();
  if (!run.finite())
    return run.finish(Status::NotFinite, "at the start");

  double step = 0.0;
  double next_step = options.step;
  Vector trial(w.size());
  Vector trial_g(w.size());
  for (;;) {
    if (const auto reason = run.ended(w, step, 0, true))
      return run.finish(*reason);

    step = next_step;
    if (options.rule == StepRule::Armijo) {
      const ArmijoResult search = armijo_line_search(
          [&](double t) {
            trial = w - Scalar(t) * g;
            return objective.value(std::as_const(trial));
          },
          run.value, -run.norm * run.norm, step, options.line_search,
          double(std::numeric_limits<Scalar>::epsilon()));
      summary.evaluations.values += search.evaluations;
      if (!search.success) {
        return run.finish(Status::LineSearchFailed,
                          internal::format("last step tried %.3g", search.step));
      }
      step = search.step;
      next_step = step * options.growth;
    }
    trial = w - Scalar(step) * g;
    const double trial_value = double(objective.gradient(std::as_const(trial), trial_g));
    ++summary.evaluations.gradients;
    if (!std::isfinite(trial_value) || !std::isfinite(double(trial_g.norm())))
      return run.finish(Status::NotFinite, internal::format("after a step of %.3g", step));
    w.swap(trial);
    g.swap(trial_g);
    ++summary.iterations;
    run.note(trial_value, g, w);
    run.keep();
  }
}

} // namespace gateaux

#endif // GATEAUX_SOLVERS_GRADIENT_DESCENT_HPP
