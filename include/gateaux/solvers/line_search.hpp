// SPDX-License-Identifier: Apache-2.0
//
// Backtracking line search.
#ifndef GATEAUX_SOLVERS_LINE_SEARCH_HPP
#define GATEAUX_SOLVERS_LINE_SEARCH_HPP

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <limits>

namespace gateaux {

struct ArmijoOptions {
  /// c in the condition f(t) <= f(0) + c t f'(0).
  double sufficient_decrease = 1e-4;
  /// A rejected step is multiplied by the minimiser of the parabola through f(0), f'(0) and f(t),
  /// kept between these two.
  double smallest_factor = 0.1;
  double largest_factor = 0.5;
  /// The number of trial steps.
  Eigen::Index max_trials = 40;
  /// Values are known to this many units of rounding, noise = rounding * epsilon * |f(0)|. Where
  /// the first step promises less than ten times that, beside a minimum, the decrease is below what
  /// f can show, and f(t) <= f(0) + noise is enough (cf. Hager and Zhang 2005, section 2).
  double rounding = 10.0;
};

struct ArmijoResult {
  bool success = false;
  double step = 0.0;  ///< t; the last one tried when there was no success.
  double value = 0.0; ///< f(t).
  Eigen::Index evaluations = 0;
};

/// Finds a step t with f(t) <= f(0) + c t f'(0), from `first` downwards.
///
/// phi    callable as phi(t), the value at step t; values that are not finite count as too large
/// value  f(0)
/// slope  f'(0), negative
/// epsilon  the machine precision in which phi is computed
///
/// Source: Nocedal and Wright 2006, algorithm 3.1 with the interpolation of section 3.5.
template <typename Phi>
ArmijoResult armijo_line_search(Phi &&phi, double value, double slope, double first,
                                const ArmijoOptions &options = {},
                                double epsilon = std::numeric_limits<double>::epsilon()) {
  ArmijoResult result;
  const double noise = options.rounding * epsilon * std::abs(value);
  const bool beside_minimum = -first * slope < 10.0 * noise;
  const auto low_enough = [&](double t, double f) {
    if (beside_minimum)
      return f <= value + noise;
    return f < value && f <= value + options.sufficient_decrease * t * slope;
  };
  double step = first;
  while (result.evaluations < options.max_trials) {
    result.step = step;
    result.value = double(phi(step));
    ++result.evaluations;
    const bool finite = std::isfinite(result.value);
    if (finite && low_enough(step, result.value)) {
      result.success = true;
      return result;
    }
    double factor = options.smallest_factor;
    if (finite) {
      const double curvature = result.value - value - step * slope;
      factor = curvature > 0.0 ? -0.5 * step * slope / curvature : options.largest_factor;
      factor = std::clamp(factor, options.smallest_factor, options.largest_factor);
    }
    step *= factor;
  }
  return result;
}

} // namespace gateaux

#endif // GATEAUX_SOLVERS_LINE_SEARCH_HPP
