// SPDX-License-Identifier: Apache-2.0
//
// Checks by Taylor's theorem and by transposition, which need no derivative but the one in question.
#ifndef GATEAUX_SOLVERS_CHECK_TAYLOR_HPP
#define GATEAUX_SOLVERS_CHECK_TAYLOR_HPP

#include <Eigen/Core>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "gateaux/solvers/check.hpp"
#include "gateaux/solvers/common.hpp"

namespace gateaux {

/// How fast a remainder falls with the step: the slope of its graph on logarithmic axes.
struct RemainderFit {
  std::vector<double> steps;
  std::vector<double> remainders;
  /// Fitted to the remainders that stand out of the rounding; not a number if fewer than three do.
  double slope = std::numeric_limits<double>::quiet_NaN();
  Eigen::Index fitted = 0; ///< The number of remainders that the fit used.

  /// The remainder vanishes but for rounding: the approximation is exact.
  bool exact() const { return fitted < 3; }
};

/// Fits the slope of remainder(h) for the steps h, h/2, ..., of which those count that are above
/// `rounding`.
template <typename Remainder>
RemainderFit fit_remainder(Remainder &&remainder, double h, int levels, double rounding) {
  RemainderFit fit;
  double n = 0.0, x = 0.0, y = 0.0, xx = 0.0, xy = 0.0;
  for (int i = 0; i < levels; ++i, h *= 0.5) {
    const double size = double(remainder(h));
    fit.steps.push_back(h);
    fit.remainders.push_back(size);
    if (!(size > rounding))
      continue;
    const double u = std::log(h);
    const double v = std::log(size);
    n += 1.0;
    x += u;
    y += v;
    xx += u * u;
    xy += u * v;
    ++fit.fitted;
  }
  if (fit.fitted >= 3)
    fit.slope = (n * xy - x * y) / (n * xx - x * x);
  return fit;
}

struct TaylorOptions {
  double step = 0.25;      ///< The length |h v| of the largest step.
  int levels = 8;          ///< The steps h, h/2, h/4, ...
  double tolerance = 0.05; ///< How far a slope may be from 2 and 3.
  /// Remainders below this many units of rounding, rounding * epsilon * |f|, do not count.
  double rounding = 1000.0;
};

struct TaylorSummary {
  CheckStatus status = CheckStatus::Passed;
  RemainderFit first;  ///< |f(w + h v) - f(w) - h g'v|, which falls as h^2.
  RemainderFit second; ///< With h^2 v'H v / 2 taken off as well: as h^3.
  std::string message; ///< Says which derivative is wrong.

  bool passed() const { return status == CheckStatus::Passed; }
};

namespace internal {
void judge_taylor(TaylorSummary &summary, const TaylorOptions &options);
std::string adjoint_message(double forward, double backward, double error, double tolerance);
} // namespace internal

/// Checks a gradient and a Hessian product along one direction by the order of the Taylor
/// remainders. A wrong gradient leaves a remainder of order h, a wrong Hessian product one of order
/// h^2.
///
/// objective  has dimension(), value(w), gradient(w, g) and hvp(w, v, hv)
template <typename Objective, typename Scalar>
TaylorSummary check_taylor(Objective &objective, const VectorX<Scalar> &w, const VectorX<Scalar> &v,
                           const TaylorOptions &options = {}) {
  const char *const name = "check_taylor";
  internal::require_length(name, "w", w.size(), "the objective", objective.dimension());
  internal::require_length(name, "v", v.size(), "w", w.size());
  TaylorSummary summary;
  VectorX<Scalar> g(w.size());
  VectorX<Scalar> Hv(w.size());
  VectorX<Scalar> moved(w.size());
  const double value = double(objective.gradient(w, g));
  objective.hvp(w, v, Hv);
  const double slope = double(g.dot(v));
  const double curvature = double(v.dot(Hv));
  if (!std::isfinite(value) || !std::isfinite(slope) || !std::isfinite(curvature)) {
    summary.status = CheckStatus::NotFinite;
    summary.message = "Taylor remainders: a value or derivative is infinite or not a number";
    return summary;
  }
  const auto change = [&](double h) {
    moved = w + Scalar(h) * v;
    return double(objective.value(std::as_const(moved))) - value;
  };
  const double length = double(v.norm());
  const double step = length > 0.0 ? options.step / length : options.step;
  const double rounding = options.rounding * double(std::numeric_limits<Scalar>::epsilon()) *
                          std::max(std::abs(value), std::abs(step * slope));
  summary.first =
      fit_remainder([&](double h) { return std::abs(change(h) - h * slope); }, step, options.levels,
                    rounding);
  summary.second = fit_remainder(
      [&](double h) { return std::abs(change(h) - h * slope - 0.5 * h * h * curvature); },
      step, options.levels, rounding);
  internal::judge_taylor(summary, options);
  return summary;
}

struct AdjointSummary {
  CheckStatus status = CheckStatus::Passed;
  double forward = 0.0;  ///< u' (J v).
  double backward = 0.0; ///< v' (J' u).
  double error = 0.0;    ///< |forward - backward| / (|u| |J v| + |v| |J' u|).
  std::string message;

  bool passed() const { return status == CheckStatus::Passed; }
};

/// Checks that a tangent and an adjoint belong to one Jacobian: u' (J v) = v' (J' u).
///
/// u, Jv   the seed of the adjoint and the result of the tangent
/// v, Jtu  the seed of the tangent and the result of the adjoint
template <typename U, typename V, typename W, typename X>
AdjointSummary check_adjoint(const Eigen::DenseBase<U> &u, const Eigen::DenseBase<V> &Jv,
                             const Eigen::DenseBase<W> &v, const Eigen::DenseBase<X> &Jtu,
                             double tolerance = 1e-12) {
  internal::require_length("check_adjoint", "u", u.size(), "J v", Jv.size());
  internal::require_length("check_adjoint", "v", v.size(), "J' u", Jtu.size());
  AdjointSummary summary;
  summary.forward = double((u.derived().array() * Jv.derived().array()).sum());
  summary.backward = double((v.derived().array() * Jtu.derived().array()).sum());
  const double size =
      double(u.derived().matrix().norm()) * double(Jv.derived().matrix().norm()) +
      double(v.derived().matrix().norm()) * double(Jtu.derived().matrix().norm());
  const double gap = std::abs(summary.forward - summary.backward);
  summary.error = size > 0.0 ? gap / size : gap;
  if (!std::isfinite(summary.error))
    summary.status = CheckStatus::NotFinite;
  else if (summary.error > tolerance)
    summary.status = CheckStatus::Failed;
  summary.message =
      internal::adjoint_message(summary.forward, summary.backward, summary.error, tolerance);
  return summary;
}

} // namespace gateaux

#endif // GATEAUX_SOLVERS_CHECK_TAYLOR_HPP
