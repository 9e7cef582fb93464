// SPDX-License-Identifier: Apache-2.0
//
// L-BFGS through LBFGSpp. This header needs LBFGSpp (Debian: liblbfgspp-dev); nothing else of the
// runtime includes it.
#ifndef GATEAUX_ADAPTERS_LBFGS_HPP
#define GATEAUX_ADAPTERS_LBFGS_HPP

#include <LBFGS.h>

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <exception>
#include <string>
#include <utility>

#include "gateaux/solvers/common.hpp"
#include "gateaux/solvers/minimize.hpp"

namespace gateaux {

template <typename Scalar>
struct BasicLbfgsOptions : BasicMinimizeOptions<Scalar> {
  BasicLbfgsOptions() { this->max_iterations = 1000; }
  int memory = 10; ///< The number of steps from which the Hessian is approximated.
};
using LbfgsOptions = BasicLbfgsOptions<double>;

/// Minimises f by the limited-memory method of Broyden, Fletcher, Goldfarb and Shanno with a line
/// search for the strong Wolfe conditions.
///
/// objective  has dimension() and gradient(w, g)
/// w          the start and the result, dimension() entries: the point of least value seen
///
/// The callback is called for each evaluation, trial points of the line search included, and
/// `iteration` counts these. Throws std::invalid_argument, naming both lengths, when w has not
/// dimension() entries.
///
/// Sources: Liu and Nocedal 1989; Nocedal and Wright 2006, algorithm 7.5.
template <typename Objective, typename Scalar>
Summary lbfgs(Objective &objective, VectorX<Scalar> &w,
              const BasicLbfgsOptions<Scalar> &options = {}) {
  using Vector = VectorX<Scalar>;
  const char *const name = "lbfgs";
  internal::require_length(name, "w", w.size(), "the objective", objective.dimension());
  Summary summary;
  struct Stop {
    Status status;
  };
  Vector best = w;
  double limit = options.absolute_gradient_tolerance;
  const auto evaluate = [&](const Vector &at, Vector &g) {
    const Scalar value = objective.gradient(at, g);
    const double norm = double(g.norm());
    const bool first = summary.evaluations.gradients++ == 0;
    if (!std::isfinite(double(value)) || !std::isfinite(norm)) {
      if (first) {
        summary.final_value = summary.initial_value = double(value);
        throw Stop{Status::NotFinite};
      }
      return value;
    }
    if (first) {
      summary.initial_value = double(value);
      summary.initial_gradient_norm = norm;
      limit = std::max(limit, options.relative_gradient_tolerance * norm);
    }
    if (first || double(value) <= summary.final_value) {
      summary.final_value = double(value);
      summary.final_gradient_norm = norm;
      best = at;
    }
    if (options.callback && !options.callback({summary.evaluations.gradients - 1, double(value),
                                               norm, 0.0, 0, summary.evaluations, at}))
      throw Stop{Status::StoppedByCallback};
    if (norm <= limit)
      throw Stop{Status::Converged};
    if (double(value) <= options.target_value)
      throw Stop{Status::TargetReached};
    return value;
  };
  LBFGSpp::LBFGSParam<Scalar> parameters;
  parameters.m = options.memory;
  parameters.epsilon = Scalar(0);
  parameters.epsilon_rel = Scalar(0);
  parameters.max_iterations = static_cast<int>(options.max_iterations);
  parameters.linesearch = LBFGSpp::LBFGS_LINESEARCH_BACKTRACKING_STRONG_WOLFE;
  parameters.max_linesearch = 60;
  LBFGSpp::LBFGSSolver<Scalar, LBFGSpp::LineSearchNocedalWright> solver(parameters);
  std::string detail;
  try {
    Scalar value(0);
    Vector at = w;
    summary.iterations = solver.minimize(evaluate, at, value);
    summary.status = Status::MaxIterations;
  } catch (const Stop &stop) {
    summary.status = stop.status;
    summary.iterations = summary.evaluations.gradients - 1;
  } catch (const std::exception &error) {
    // LBFGSpp reports a failed line search so, at a minimum for example.
    summary.status = Status::LineSearchFailed;
    summary.iterations = summary.evaluations.gradients - 1;
    detail = error.what();
  }
  w = best;
  summary.message =
      internal::minimize_message(name, summary, limit, options.target_value, detail);
  return summary;
}

} // namespace gateaux

#endif // GATEAUX_ADAPTERS_LBFGS_HPP
