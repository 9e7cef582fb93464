// SPDX-License-Identifier: Apache-2.0
//
// Newton's method with conjugate gradient inside a trust region, for many parameters.
#ifndef GATEAUX_SOLVERS_NEWTON_CG_HPP
#define GATEAUX_SOLVERS_NEWTON_CG_HPP

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "gateaux/solvers/common.hpp"
#include "gateaux/solvers/conjugate_gradient.hpp"
#include "gateaux/solvers/lanczos.hpp"
#include "gateaux/solvers/minimize.hpp"

namespace gateaux {

template <typename Scalar>
struct BasicNewtonCgOptions : BasicMinimizeOptions<Scalar> {
  /// The limit on inner iterations per step; 0 means the dimension.
  Eigen::Index max_cg_iterations = 0;
  /// Each linear system is solved until its residual is below eta |g|, where
  /// eta = min(largest_forcing, sqrt(|g| / |g_0|)), or |g| / |g_0| with quadratic_forcing.
  double largest_forcing = 0.5;
  bool quadratic_forcing = true;
  double initial_radius = 1.0;
  double largest_radius = 1e6;
  /// A step is taken when the actual decrease is at least this part of the predicted one.
  double acceptance = 1e-4;
  /// Before it ends at a vanishing gradient, look for negative curvature with so many Lanczos
  /// steps, and leave a saddle along it; 0 for no such look.
  Eigen::Index saddle_steps = 40;
  /// What counts as negative there, relative to the largest curvature seen.
  double saddle_curvature = 1e-6;
};
using NewtonCgOptions = BasicNewtonCgOptions<double>;

/// Minimises f by the truncated Newton method of Steihaug: conjugate gradient on H s = -grad f(w)
/// ends at the boundary of a ball, or follows a direction of negative curvature to it, and the
/// ball's radius follows the ratio of the actual decrease to the one that the quadratic predicted.
///
/// objective  has dimension(), value(w), linearize(w, g) and hvp(v, hv)
/// w          the start and the result, dimension() entries
///
/// Throws std::invalid_argument, naming both lengths, when w has not dimension() entries.
///
/// Sources: Steihaug 1983; Nocedal and Wright 2006, algorithms 4.1 and 7.2.
template <typename Objective, typename Scalar>
Summary newton_cg(Objective &objective, VectorX<Scalar> &w,
                  const BasicNewtonCgOptions<Scalar> &options = {}) {
  using Vector = VectorX<Scalar>;
  const Eigen::Index n = w.size();
  internal::Minimization<Scalar> run("newton_cg", options, w, objective.dimension());
  Summary &summary = run.summary;
  const auto multiply = [&](const Vector &v, Vector &Hv) { objective.hvp(v, Hv); };

  Vector g(n);
  Vector s(n);
  Vector Hs(n);
  Vector trial(n);
  double radius = options.initial_radius;
  double step = 0.0;
  Eigen::Index cg_iterations = 0;
  const double epsilon = double(std::numeric_limits<Scalar>::epsilon());
  const double smallest_radius = epsilon * std::max(1.0, double(w.norm()));
  for (;;) {
    run.note(double(objective.linearize(std::as_const(w), g)), g, w);
    ++summary.evaluations.gradients;
    run.keep();
    if (!run.finite())
      return run.finish(Status::NotFinite, summary.iterations == 0 ? "at the start" : "");
    if (const auto reason = run.ended(w, step, cg_iterations, false))
      return run.finish(*reason);
    Vector escape;
    if (run.small()) {
      if (options.saddle_steps > 0 && n > 0) {
        ExtremeEigenvaluesOptions look;
        look.tolerance = 1e-3;
        look.max_steps = options.saddle_steps;
        const auto found = extreme_eigenvalues<Scalar>(multiply, n, look);
        summary.evaluations.products += found.products;
        const double size = std::max(std::abs(found.smallest), std::abs(found.largest));
        if (found.smallest < -options.saddle_curvature * size)
          escape = found.smallest_vector;
      }
      if (escape.size() == 0)
        return run.finish(Status::Converged);
      if (escape.dot(g) > Scalar(0))
        escape = -escape;
    }
    if (run.exhausted())
      return run.finish(Status::MaxIterations);

    // Steps from this point until one is good enough; the linearisation stays.
    for (;;) {
      double predicted = 0.0;
      bool at_boundary = true;
      if (escape.size() > 0) {
        s = Scalar(radius) * escape;
        multiply(s, Hs);
        ++summary.evaluations.products;
        predicted = -double(s.dot(g)) - 0.5 * double(s.dot(Hs));
        cg_iterations = 0;
      } else {
        BasicCgOptions<Scalar> cg;
        const double ratio = run.norm / summary.initial_gradient_norm;
        cg.max_iterations = options.max_cg_iterations;
        cg.relative_tolerance =
            std::min(options.largest_forcing, options.quadratic_forcing ? ratio : std::sqrt(ratio));
        cg.trust_radius = radius;
        s.setZero();
        const CgSummary inner = conjugate_gradient(multiply, -g, s, cg);
        summary.evaluations.products += inner.evaluations.products;
        cg_iterations = inner.iterations;
        if (inner.status == Status::NotFinite)
          return run.finish(Status::NotFinite, "in a Hessian product");
        predicted = -inner.quadratic;
        at_boundary = inner.status == Status::TrustRegionBoundary ||
                      inner.status == Status::NegativeCurvature;
      }
      trial = w + s;
      const double trial_value = double(objective.value(std::as_const(trial)));
      ++summary.evaluations.values;
      step = double(s.norm());
      const double noise = 10.0 * epsilon * std::abs(run.value);
      double ratio = -1.0;
      if (std::isfinite(trial_value)) {
        // Beside a minimum both decreases drown in the rounding of f.
        ratio = predicted < 10.0 * noise && trial_value <= run.value + noise
                    ? 1.0
                    : (run.value - trial_value) / predicted;
      }
      if (ratio < 0.25)
        radius = 0.25 * step;
      else if (ratio > 0.75 && at_boundary)
        radius = std::min(2.0 * radius, options.largest_radius);
      if (ratio > options.acceptance)
        break;
      if (radius < smallest_radius) {
        return run.finish(Status::LineSearchFailed,
                          internal::format("the trust region shrank to %.3g", radius));
      }
    }
    w.swap(trial);
    ++summary.iterations;
  }
}

} // namespace gateaux

#endif // GATEAUX_SOLVERS_NEWTON_CG_HPP
