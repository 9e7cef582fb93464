// SPDX-License-Identifier: Apache-2.0
//
// The Gauss-Newton method with conjugate gradient inside and a line search outside.
#ifndef GATEAUX_SOLVERS_GAUSS_NEWTON_CG_HPP
#define GATEAUX_SOLVERS_GAUSS_NEWTON_CG_HPP

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "gateaux/solvers/common.hpp"
#include "gateaux/solvers/conjugate_gradient.hpp"
#include "gateaux/solvers/line_search.hpp"
#include "gateaux/solvers/minimize.hpp"

namespace gateaux {

template <typename Scalar>
struct BasicGaussNewtonOptions : BasicMinimizeOptions<Scalar> {
  /// The limit on inner iterations per step; 0 means the dimension.
  Eigen::Index max_cg_iterations = 50;
  /// Each linear system is solved until its residual is below eta |g|, where
  /// eta = min(largest_forcing, sqrt(|g| / |g_0|)): loosely at first, and tightly enough near the
  /// minimum that convergence is superlinear (Nocedal and Wright 2006, section 7.1).
  double largest_forcing = 0.5;
  /// lambda in (G + lambda I) s = -g.
  double damping = 0.0;
  /// Passed on to conjugate gradient; 5e-4 is Martens' rule.
  double progress_tolerance = 0.0;
  ArmijoOptions line_search;
};
using GaussNewtonOptions = BasicGaussNewtonOptions<double>;

/// Minimises f by Gauss-Newton steps: s from (G + lambda I) s = -grad f(w) by conjugate gradient,
/// with the generalised Gauss-Newton matrix G = J' H_z J in the place of the Hessian, then w + t s
/// with the largest t that the Armijo search from t = 1 accepts.
///
/// objective  has dimension(), value(w), linearize(w, g) and ggnvp(v, gv); a generated objective
/// with
///            a ggnvp request
/// w          the start and the result, dimension() entries
///
/// G is positive semidefinite where the loss is convex in the model's output, so that every step is
/// a descent direction also where f is not convex.
///
/// Throws std::invalid_argument, naming both lengths, when w has not dimension() entries. A value,
/// gradient or product that is not finite ends it with Status::NotFinite and the last good w; one
/// at a trial step only shortens the step.
///
/// Sources: Schraudolph 2002; Martens 2010; Nocedal and Wright 2006, algorithm 7.1.
template <typename Objective, typename Scalar>
Summary gauss_newton_cg(Objective &objective, VectorX<Scalar> &w,
                        const BasicGaussNewtonOptions<Scalar> &options = {}) {
  using Vector = VectorX<Scalar>;
  internal::Minimization<Scalar> run("gauss_newton_cg", options, w, objective.dimension());
  Summary &summary = run.summary;

  Vector g(w.size());
  Vector s(w.size());
  Vector trial(w.size());
  Vector previous;
  double step = 0.0;
  Eigen::Index cg_iterations = 0;
  for (;;) {
    run.note(double(objective.linearize(std::as_const(w), g)), g, w);
    ++summary.evaluations.gradients;
    if (!run.finite()) {
      if (summary.iterations == 0) {
        run.keep();
        return run.finish(Status::NotFinite, "at the start");
      }
      w = previous;
      --summary.iterations;
      return run.finish(Status::NotFinite, internal::format("after a step of length %.3g", step));
    }
    run.keep();
    if (const auto reason = run.ended(w, step, cg_iterations, true))
      return run.finish(*reason);

    BasicCgOptions<Scalar> cg;
    cg.max_iterations = options.max_cg_iterations;
    cg.relative_tolerance =
        std::min(options.largest_forcing, std::sqrt(run.norm / summary.initial_gradient_norm));
    cg.progress_tolerance = options.progress_tolerance;
    s.setZero();
    const CgSummary inner = conjugate_gradient(
        [&](const Vector &v, Vector &Gv) {
          objective.ggnvp(v, Gv);
          if (options.damping != 0.0)
            Gv += Scalar(options.damping) * v;
        },
        -g, s, cg);
    summary.evaluations.products += inner.evaluations.products;
    cg_iterations = inner.iterations;
    if (inner.status == Status::NotFinite) {
      return run.finish(Status::NotFinite, "in a Gauss-Newton product");
    }
    double slope = double(s.dot(g));
    if (!(slope < 0.0)) {
      s = -g;
      slope = -run.norm * run.norm;
    }

    const ArmijoResult search = armijo_line_search(
        [&](double t) {
          trial = w + Scalar(t) * s;
          return objective.value(std::as_const(trial));
        },
        run.value, slope, 1.0, options.line_search, double(std::numeric_limits<Scalar>::epsilon()));
    summary.evaluations.values += search.evaluations;
    if (!search.success) {
      return run.finish(Status::LineSearchFailed,
                        internal::format("last step tried %.3g", search.step));
    }
    step = search.step;
    previous = w;
    w.swap(trial);
    ++summary.iterations;
  }
}

} // namespace gateaux

#endif // GATEAUX_SOLVERS_GAUSS_NEWTON_CG_HPP
