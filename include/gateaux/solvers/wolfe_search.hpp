// SPDX-License-Identifier: Apache-2.0
//
// A line search for the strong Wolfe conditions.
#ifndef GATEAUX_SOLVERS_WOLFE_SEARCH_HPP
#define GATEAUX_SOLVERS_WOLFE_SEARCH_HPP

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <utility>

namespace gateaux {

struct WolfeOptions {
  double sufficient_decrease = 1e-4; ///< c1 in f(t) <= f(0) + c1 t f'(0).
  double curvature = 0.9;            ///< c2 in |f'(t)| <= c2 |f'(0)|, c1 < c2 < 1.
  double largest_step = 1e10;
  Eigen::Index max_trials = 40;
};

struct WolfeResult {
  bool success = false;
  double step = 0.0;
  double value = 0.0;
  double slope = 0.0;
  Eigen::Index evaluations = 0;
};

/// Finds a step t with f(t) <= f(0) + c1 t f'(0) and |f'(t)| <= c2 |f'(0)|: first by enlarging the
/// step until such a t is bracketed, then by cubic interpolation within the bracket, which is cut in
/// half where that makes no progress.
///
/// phi    callable as phi(t), returning std::pair of f(t) and f'(t); values that are not finite
///        count as too large
/// value  f(0)
/// slope  f'(0), negative
///
/// The second condition is what quasi-Newton methods need to keep their matrices positive definite.
///
/// Source: Nocedal and Wright 2006, algorithms 3.5 and 3.6.
template <typename Phi>
WolfeResult strong_wolfe_search(Phi &&phi, double value, double slope, double first,
                                const WolfeOptions &options = {}) {
  struct Trial {
    double t, f, g;
  };
  WolfeResult result;
  const auto evaluate = [&](double t) {
    const std::pair<double, double> at = phi(t);
    ++result.evaluations;
    return Trial{t, at.first, at.second};
  };
  const auto too_high = [&](const Trial &trial) {
    return !std::isfinite(trial.f) || !std::isfinite(trial.g) ||
           trial.f > value + options.sufficient_decrease * trial.t * slope;
  };
  const auto flat = [&](const Trial &trial) {
    return std::abs(trial.g) <= -options.curvature * slope;
  };
  const auto accept = [&](const Trial &trial, bool success) {
    result.success = success;
    result.step = trial.t;
    result.value = trial.f;
    result.slope = trial.g;
    return result;
  };

  Trial low{0.0, value, slope};
  Trial high = low;
  bool bracketed = false;
  Trial trial = evaluate(std::min(first, options.largest_step));
  while (!bracketed) {
    if (too_high(trial) || (low.t > 0.0 && trial.f >= low.f)) {
      high = trial;
      bracketed = true;
    } else if (flat(trial)) {
      return accept(trial, true);
    } else if (trial.g >= 0.0) {
      high = low;
      low = trial;
      bracketed = true;
    } else {
      if (result.evaluations >= options.max_trials || trial.t >= options.largest_step)
        return accept(trial, false);
      low = trial;
      trial = evaluate(std::min(2.5 * trial.t, options.largest_step));
    }
  }
  // `low` satisfies the first condition with the least value so far, and the interval to `high`
  // holds a step that satisfies both.
  while (result.evaluations < options.max_trials) {
    const double width = high.t - low.t;
    double t = low.t + 0.5 * width;
    if (std::isfinite(high.f) && std::isfinite(high.g)) {
      // The minimiser of the cubic through both values and slopes.
      const double d1 = low.g + high.g - 3.0 * (low.f - high.f) / (low.t - high.t);
      const double square = d1 * d1 - low.g * high.g;
      if (square >= 0.0) {
        const double d2 = std::copysign(std::sqrt(square), width);
        const double cubic = high.t - width * (high.g + d2 - d1) / (high.g - low.g + 2.0 * d2);
        const double margin = 0.1 * std::abs(width);
        if (std::isfinite(cubic) && cubic > std::min(low.t, high.t) + margin &&
            cubic < std::max(low.t, high.t) - margin)
          t = cubic;
      }
    }
    trial = evaluate(t);
    if (too_high(trial) || trial.f >= low.f) {
      high = trial;
    } else {
      if (flat(trial))
        return accept(trial, true);
      if (trial.g * width >= 0.0)
        high = low;
      low = trial;
    }
    if (std::abs(high.t - low.t) <= 1e-16 * std::max(std::abs(high.t), std::abs(low.t)))
      break;
  }
  return accept(low, false);
}

} // namespace gateaux

#endif // GATEAUX_SOLVERS_WOLFE_SEARCH_HPP
