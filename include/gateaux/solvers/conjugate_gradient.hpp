// SPDX-License-Identifier: Apache-2.0
//
// Conjugate gradient from products only.
#ifndef GATEAUX_SOLVERS_CONJUGATE_GRADIENT_HPP
#define GATEAUX_SOLVERS_CONJUGATE_GRADIENT_HPP

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "gateaux/solvers/common.hpp"

namespace gateaux {

/// What the callback of conjugate_gradient sees after each iteration.
template <typename Scalar>
struct BasicCgIteration {
  Eigen::Index iteration;   ///< From 1.
  double residual_norm;     ///< |b - H x|, as the recurrence gives it.
  double quadratic;         ///< q(x) = x' H x / 2 - b' x.
  double curvature;         ///< p' H p / p' p along the direction just taken.
  const VectorX<Scalar> &x; ///< The iterate.
};
using CgIteration = BasicCgIteration<double>;

template <typename Scalar>
struct BasicCgOptions {
  /// The limit on iterations; 0 means the dimension of the problem, after which exact arithmetic
  /// would have ended.
  Eigen::Index max_iterations = 0;
  /// Converged when |b - H x| <= max(absolute_tolerance, relative_tolerance |b|).
  double relative_tolerance = 1e-10;
  double absolute_tolerance = 0.0;
  /// Converged when progress has become slow (Martens 2010, section 4.4): after iteration i > k
  /// with k = max(10, i/10), q(x_i) < 0 and (q(x_i) - q(x_(i-k))) / q(x_i) < k progress_tolerance.
  /// Martens uses 5e-4; 0 turns this off.
  double progress_tolerance = 0.0;
  /// The radius of the trust region, a ball around the initial x in the norm of the preconditioner,
  /// |d|_M = sqrt(d' M d); the Euclidean norm without one.
  double trust_radius = std::numeric_limits<double>::infinity();
  /// A direction p with p' H p <= curvature_threshold p' p counts as one of negative curvature.
  double curvature_threshold = 0.0;
  /// Compute the residual anew, with one more product, after every so many iterations; 0 for never.
  /// The recurrence drifts away from b - H x by rounding when many iterations are needed.
  Eigen::Index residual_refresh = 0;
  /// Called after each iteration; the solver stops when it returns false.
  std::function<bool(const BasicCgIteration<Scalar> &)> callback;
};
using CgOptions = BasicCgOptions<double>;

struct CgSummary {
  Status status = Status::MaxIterations;
  Eigen::Index iterations = 0;
  Evaluations evaluations; ///< Only `products` is counted here.
  double initial_residual_norm = 0.0;
  double final_residual_norm = 0.0;
  double quadratic = 0.0; ///< q(x) = x' H x / 2 - b' x at the end.
  double curvature = 0.0; ///< p' H p / p' p along the last direction.
  std::string message;    ///< The reason for the end, with numbers.

  bool converged() const { return status == Status::Converged; }
};

/// The preconditioner M = I.
struct IdentityPreconditioner {
  template <typename Scalar>
  void operator()(const VectorX<Scalar> &r, VectorX<Scalar> &z) const {
    z = r;
  }
};

namespace internal {

std::string cg_message(const CgSummary &summary, double tolerance, double trust_radius);

/// The positive root t of |d + t p|^2 = radius^2, from d'd, d'p and p'p in whichever norm.
inline double step_to_boundary(double dd, double dp, double pp, double radius) {
  const double gap = std::max(0.0, radius * radius - dd);
  const double root = std::sqrt(dp * dp + pp * gap);
  return dp > 0.0 ? gap / (dp + root) : (root - dp) / pp;
}

} // namespace internal

/// Solves H x = b for symmetric positive definite H, or goes as far as a truncated Newton method
/// wants to go when H is indefinite, from products H v only.
///
///     conjugate_gradient([&](const VectorXd& v, VectorXd& hv) { objective.hvp(v, hv); }, -g, x);
///
/// apply           callable as apply(v, hv): hv becomes H v; both are columns of b's length.
/// b               the right-hand side, n entries.
/// x               the start and the result, n entries; an empty x starts from zero.
/// preconditioner  callable as preconditioner(r, z): z becomes M^-1 r with a symmetric positive
/// definite
///                 M that resembles H.
///
/// After k iterations x minimises q(x) = x' H x / 2 - b' x over x_0 plus the k-dimensional Krylov
/// space; the error falls at least as fast as ((sqrt(kappa) - 1) / (sqrt(kappa) + 1))^k.
///
/// On a direction p with p' H p <= 0 it ends with Status::NegativeCurvature (Steihaug 1983): with a
/// trust radius x goes along p to the boundary; without one x stays at the last iterate, except in
/// the first iteration, where the step p = M^-1 r is taken, so that a Newton method has a descent
/// direction (Nocedal and Wright 2006, algorithm 7.1). The first iterate outside the trust region
/// is cut back to its boundary.
///
/// Throws std::invalid_argument, naming both lengths, when x or H v has not b's length. Infinite
/// or NaN values end the iteration with Status::NotFinite and the last finite x.
///
/// Sources: Hestenes and Stiefel 1952; Steihaug 1983; Nocedal and Wright 2006, algorithms 5.3
/// and 7.2; Conn, Gould and Toint 2000, algorithm 7.5.1 for norms in M by recurrence.
template <typename Apply, typename Rhs, typename Preconditioner = IdentityPreconditioner>
CgSummary conjugate_gradient(Apply &&apply, const Eigen::MatrixBase<Rhs> &b,
                             VectorX<typename Rhs::Scalar> &x,
                             const BasicCgOptions<typename Rhs::Scalar> &options = {},
                             Preconditioner &&preconditioner = Preconditioner()) {
  using Scalar = typename Rhs::Scalar;
  using Vector = VectorX<Scalar>;
  EIGEN_STATIC_ASSERT_VECTOR_ONLY(Rhs)
  const char *const name = "conjugate_gradient";
  const Eigen::Index n = b.size();
  if (x.size() == 0 && n != 0)
    x = Vector::Zero(n);
  internal::require_length(name, "x", x.size(), "the right-hand side", n);

  CgSummary summary;
  Vector r = b;
  Vector Hp(n);
  const double b_norm = double(r.norm());
  const bool bounded = std::isfinite(options.trust_radius);
  double tolerance = std::max(options.absolute_tolerance, options.relative_tolerance * b_norm);
  const auto multiply = [&](const Vector &v, Vector &Hv) {
    apply(v, Hv);
    ++summary.evaluations.products;
    internal::require_length(name, "the product H v", Hv.size(), "the right-hand side", n);
  };
  const auto finish = [&](Status status) -> CgSummary & {
    summary.status = status;
    summary.message = internal::cg_message(summary, tolerance, options.trust_radius);
    return summary;
  };

  if (!(x.array() == Scalar(0)).all()) {
    multiply(x, Hp);
    r -= Hp;
    summary.quadratic = -0.5 * (double(x.dot(b)) + double(x.dot(r)));
  }
  summary.initial_residual_norm = summary.final_residual_norm = double(r.norm());
  if (!std::isfinite(summary.initial_residual_norm))
    return finish(Status::NotFinite);
  if (b_norm == 0.0 && !bounded) {
    // The solution is zero, and no positive relative tolerance could be met on the way to it.
    x.setZero();
    summary.final_residual_norm = summary.quadratic = 0.0;
    return finish(Status::Converged);
  }
  if (summary.final_residual_norm <= tolerance)
    return finish(Status::Converged);

  Vector z(n);
  preconditioner(std::as_const(r), z);
  internal::require_length(name, "the preconditioned residual", z.size(), "the right-hand side", n);
  double rz = double(r.dot(z));
  if (!std::isfinite(rz))
    return finish(Status::NotFinite);
  if (rz <= 0.0)
    return finish(Status::IndefinitePreconditioner);
  Vector p = z;
  // With d = x - x_0: d' M d, d' M p and p' M p, by recurrence because M itself is not known.
  double dd = 0.0;
  double dp = 0.0;
  double pp = rz;
  std::vector<double> history{summary.quadratic};
  const Eigen::Index limit =
      options.max_iterations > 0 ? options.max_iterations : std::max<Eigen::Index>(n, 1);

  while (summary.iterations < limit) {
    multiply(std::as_const(p), Hp);
    const double pHp = double(p.dot(Hp));
    const double squared = double(p.squaredNorm());
    if (!std::isfinite(pHp))
      return finish(Status::NotFinite);
    summary.curvature = pHp / squared;
    const bool negative = pHp <= options.curvature_threshold * squared;
    double alpha = negative ? 1.0 : rz / pHp;
    if (!std::isfinite(alpha))
      return finish(Status::NotFinite);
    const bool leaves = bounded && (negative || dd + 2.0 * alpha * dp + alpha * alpha * pp >=
                                                    options.trust_radius * options.trust_radius);
    if (leaves)
      alpha = internal::step_to_boundary(dd, dp, pp, options.trust_radius);
    if (negative && !leaves && summary.iterations > 0) {
      return finish(Status::NegativeCurvature);
    }

    x += Scalar(alpha) * p;
    ++summary.iterations;
    summary.quadratic += alpha * (0.5 * alpha * pHp - rz);
    if (options.residual_refresh > 0 && summary.iterations % options.residual_refresh == 0) {
      multiply(x, Hp);
      r = b - Hp;
    } else {
      r -= Scalar(alpha) * Hp;
    }
    summary.final_residual_norm = double(r.norm());
    if (!std::isfinite(summary.final_residual_norm)) {
      x -= Scalar(alpha) * p;
      return finish(Status::NotFinite);
    }
    const bool go_on =
        !options.callback || options.callback({summary.iterations, summary.final_residual_norm,
                                               summary.quadratic, summary.curvature, x});
    if (negative)
      return finish(Status::NegativeCurvature);
    if (leaves)
      return finish(Status::TrustRegionBoundary);
    if (summary.final_residual_norm <= tolerance)
      return finish(Status::Converged);
    if (!go_on)
      return finish(Status::StoppedByCallback);

    if (options.progress_tolerance > 0.0) {
      history.push_back(summary.quadratic);
      const Eigen::Index i = summary.iterations;
      const Eigen::Index k = std::max<Eigen::Index>(10, i / 10);
      if (i > k && summary.quadratic < 0.0) {
        const double gain = summary.quadratic - history[std::size_t(i - k)];
        if (gain / summary.quadratic < double(k) * options.progress_tolerance) {
          return finish(Status::Converged);
        }
      }
    }

    preconditioner(std::as_const(r), z);
    const double rz_next = double(r.dot(z));
    if (!std::isfinite(rz_next))
      return finish(Status::NotFinite);
    if (rz_next <= 0.0)
      return finish(Status::IndefinitePreconditioner);
    const double beta = rz_next / rz;
    dd += 2.0 * alpha * dp + alpha * alpha * pp;
    dp = beta * (dp + alpha * pp);
    pp = rz_next + beta * beta * pp;
    p = z + Scalar(beta) * p;
    rz = rz_next;
  }
  return finish(Status::MaxIterations);
}

} // namespace gateaux

#endif // GATEAUX_SOLVERS_CONJUGATE_GRADIENT_HPP
