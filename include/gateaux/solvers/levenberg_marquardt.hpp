// SPDX-License-Identifier: Apache-2.0
//
// The Levenberg-Marquardt method: Gauss-Newton steps with a damping that chooses itself.
#ifndef GATEAUX_SOLVERS_LEVENBERG_MARQUARDT_HPP
#define GATEAUX_SOLVERS_LEVENBERG_MARQUARDT_HPP

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "gateaux/solvers/common.hpp"
#include "gateaux/solvers/conjugate_gradient.hpp"
#include "gateaux/solvers/minimize.hpp"

namespace gateaux {

/// A residual objective (value(w, r), jvp, vjp, residuals()) as the sum of squares f = |r|^2 / 2,
/// with the members that the minimisers take. Its Gauss-Newton matrix is J' J.
///
///     auto f = gateaux::least_squares(fit_objective(parameters, data));
///     gateaux::levenberg_marquardt(f, w);
template <typename Residuals, typename Scalar = double>
class LeastSquares {
public:
  using Vector = VectorX<Scalar>;
  explicit LeastSquares(Residuals residuals) : residuals_(std::move(residuals)) {}

  Eigen::Index dimension() const { return residuals_.dimension(); }
  const Vector &initial() const { return residuals_.initial(); }
  Residuals &residuals() { return residuals_; }

  Scalar value(const Vector &w) {
    residuals_.value(w, r_);
    return Scalar(0.5) * r_.squaredNorm();
  }
  Scalar gradient(const Vector &w, Vector &g) {
    const Scalar f = value(w);
    residuals_.vjp(w, r_, g);
    return f;
  }
  void ggnvp(const Vector &w, const Vector &v, Vector &gv) {
    residuals_.jvp(w, v, Jv_);
    residuals_.vjp(w, Jv_, gv);
  }
  Scalar linearize(const Vector &w, Vector &g) {
    w_ = w;
    return gradient(w_, g);
  }
  void ggnvp(const Vector &v, Vector &gv) { ggnvp(w_, v, gv); }

private:
  Residuals residuals_;
  Vector w_, r_, Jv_;
};

template <typename Residuals>
LeastSquares<Residuals> least_squares(Residuals residuals) {
  return LeastSquares<Residuals>(std::move(residuals));
}

template <typename Scalar>
struct BasicLevenbergMarquardtOptions : BasicMinimizeOptions<Scalar> {
  /// lambda of the first step, relative to |G g| / |g|, a curvature that matters there.
  double initial_damping = 1e-3;
  double smallest_damping = 1e-15;
  double largest_damping = 1e15;
  /// The limit on inner iterations per step; 0 means twice the dimension.
  Eigen::Index max_cg_iterations = 0;
  /// Each linear system is solved until its residual is below min(largest_forcing, |g| / |g_0|)
  /// |g|.
  double largest_forcing = 0.1;
  /// A step is taken when the actual decrease is at least this part of the predicted one.
  double acceptance = 1e-4;
};
using LevenbergMarquardtOptions = BasicLevenbergMarquardtOptions<double>;

/// Minimises f by steps s from (G + lambda I) s = -grad f(w) by conjugate gradient. Where the
/// quadratic g's + s'G s / 2 predicts the decrease well, lambda falls, by up to a factor of three;
/// where the step makes f larger it is not taken, and lambda rises by 2, 4, 8, ...
///
/// objective  has dimension(), value(w), linearize(w, g) and ggnvp(v, gv): a generated objective
///            with a ggnvp request, or least_squares() of a residual objective
/// w          the start and the result, dimension() entries
///
/// Throws std::invalid_argument, naming both lengths, when w has not dimension() entries.
///
/// Sources: Marquardt 1963; Nielsen 1999, Damping parameter in Marquardt's method; Martens 2010.
template <typename Objective, typename Scalar>
Summary levenberg_marquardt(Objective &objective, VectorX<Scalar> &w,
                            const BasicLevenbergMarquardtOptions<Scalar> &options = {}) {
  using Vector = VectorX<Scalar>;
  const Eigen::Index n = w.size();
  internal::Minimization<Scalar> run("levenberg_marquardt", options, w, objective.dimension());
  Summary &summary = run.summary;

  Vector g(n);
  Vector s(n);
  Vector trial(n);
  double lambda = -1.0;
  double growth = 2.0;
  double step = 0.0;
  Eigen::Index cg_iterations = 0;
  const double epsilon = double(std::numeric_limits<Scalar>::epsilon());
  for (;;) {
    run.note(double(objective.linearize(std::as_const(w), g)), g, w);
    ++summary.evaluations.gradients;
    run.keep();
    if (!run.finite())
      return run.finish(Status::NotFinite, summary.iterations == 0 ? "at the start" : "");
    if (const auto reason = run.ended(w, step, cg_iterations, true))
      return run.finish(*reason);
    if (lambda < 0.0) {
      objective.ggnvp(std::as_const(g), s);
      ++summary.evaluations.products;
      lambda =
          std::max(options.initial_damping * double(s.norm()) / run.norm, options.smallest_damping);
    }

    for (;;) {
      BasicCgOptions<Scalar> cg;
      cg.max_iterations = options.max_cg_iterations > 0 ? options.max_cg_iterations : 2 * n;
      cg.relative_tolerance =
          std::min(options.largest_forcing, run.norm / summary.initial_gradient_norm);
      s.setZero();
      const CgSummary inner = conjugate_gradient(
          [&](const Vector &v, Vector &Gv) {
            objective.ggnvp(v, Gv);
            Gv += Scalar(lambda) * v;
          },
          -g, s, cg);
      summary.evaluations.products += inner.evaluations.products;
      cg_iterations = inner.iterations;
      if (inner.status == Status::NotFinite)
        return run.finish(Status::NotFinite, "in a Gauss-Newton product");
      trial = w + s;
      const double trial_value = double(objective.value(std::as_const(trial)));
      ++summary.evaluations.values;
      step = double(s.norm());
      // What the undamped quadratic predicts: -g's - s'G s / 2, from that of the damped one.
      const double predicted = -inner.quadratic + 0.5 * lambda * step * step;
      const double noise = 10.0 * epsilon * std::abs(run.value);
      double ratio = -1.0;
      if (std::isfinite(trial_value)) {
        ratio = predicted < 10.0 * noise && trial_value <= run.value + noise
                    ? 1.0
                    : (run.value - trial_value) / predicted;
      }
      if (ratio > options.acceptance) {
        const double fit = 2.0 * ratio - 1.0;
        lambda =
            std::max(lambda * std::max(1.0 / 3.0, 1.0 - fit * fit * fit), options.smallest_damping);
        growth = 2.0;
        break;
      }
      lambda *= growth;
      growth *= 2.0;
      if (lambda > options.largest_damping)
        return run.finish(Status::LineSearchFailed,
                          internal::format("the damping grew to %.3g", lambda));
    }
    w.swap(trial);
    ++summary.iterations;
  }
}

} // namespace gateaux

#endif // GATEAUX_SOLVERS_LEVENBERG_MARQUARDT_HPP
