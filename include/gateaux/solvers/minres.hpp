// SPDX-License-Identifier: Apache-2.0
//
// Linear systems with symmetric matrices that need not be definite, from products only.
#ifndef GATEAUX_SOLVERS_MINRES_HPP
#define GATEAUX_SOLVERS_MINRES_HPP

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "gateaux/solvers/common.hpp"

namespace gateaux {

struct MinresOptions {
  /// The limit on iterations; 0 means the dimension.
  Eigen::Index max_iterations = 0;
  /// Converged when |b - H x| <= max(absolute_tolerance, relative_tolerance |b|), or, where H is
  /// singular and no x solves the system, when |H r| <= relative_tolerance |H| |r|, so that x is a
  /// least-squares solution.
  double relative_tolerance = 1e-10;
  double absolute_tolerance = 0.0;
};

struct MinresSummary {
  Status status = Status::MaxIterations;
  Eigen::Index iterations = 0;
  Eigen::Index products = 0;
  double initial_residual_norm = 0.0;
  double final_residual_norm = 0.0; ///< |b - H x|, as the recurrence gives it.
  /// The residual is not small, but no x has a smaller one.
  bool least_squares = false;
  std::string message;

  bool converged() const { return status == Status::Converged; }
};

namespace internal {
std::string minres_message(const MinresSummary &summary, double limit);
} // namespace internal

/// Solves H x = b for symmetric H, definite or not, by the minimal residual method.
///
/// apply  callable as apply(v, hv): hv becomes H v
/// b      n entries
/// x      the start and the result; an empty x starts from zero
///
/// The residual norm never rises: after k products it is the least over the Krylov space. Conjugate
/// gradient, which needs H positive definite, may break down where this does not.
///
/// Throws std::invalid_argument, naming both lengths, when x or H v has not b's length. Infinite or
/// NaN products end it with Status::NotFinite and the last finite x.
///
/// Source: Paige and Saunders 1975; the recurrences follow Choi, Paige and Saunders 2011.
template <typename Apply, typename Rhs>
MinresSummary minres(Apply &&apply, const Eigen::MatrixBase<Rhs> &b,
                     VectorX<typename Rhs::Scalar> &x, const MinresOptions &options = {}) {
  using Scalar = typename Rhs::Scalar;
  using Vector = VectorX<Scalar>;
  EIGEN_STATIC_ASSERT_VECTOR_ONLY(Rhs)
  const char *const name = "minres";
  const Eigen::Index n = b.size();
  if (x.size() == 0 && n != 0)
    x = Vector::Zero(n);
  internal::require_length(name, "x", x.size(), "the right-hand side", n);
  MinresSummary summary;
  const double limit =
      std::max(options.absolute_tolerance, options.relative_tolerance * double(b.norm()));
  const auto finish = [&](Status status) -> MinresSummary & {
    summary.status = status;
    summary.message = internal::minres_message(summary, limit);
    return summary;
  };
  Vector product(n);
  const auto multiply = [&](const Vector &v) {
    apply(v, product);
    ++summary.products;
    internal::require_length(name, "the product H v", product.size(), "the right-hand side", n);
    return product.allFinite();
  };

  Vector v = b;
  if (!(x.array() == Scalar(0)).all()) {
    if (!multiply(x))
      return finish(Status::NotFinite);
    v -= product;
  }
  double beta = double(v.norm());
  summary.initial_residual_norm = summary.final_residual_norm = beta;
  if (!std::isfinite(beta))
    return finish(Status::NotFinite);
  if (beta <= limit)
    return finish(Status::Converged);
  v /= Scalar(beta);

  // Lanczos vectors v, the QR factorisation of the tridiagonal matrix by Givens rotations (c, s),
  // and the directions d that its columns belong to.
  Vector v_old = Vector::Zero(n);
  Vector d_old = Vector::Zero(n);
  Vector d_older = Vector::Zero(n);
  Vector d(n);
  double c = -1.0, s = 0.0;
  double delta_bar = 0.0, epsilon = 0.0;
  double phi = beta;
  double beta_now = 0.0;
  double norm_squares = 0.0;
  const Eigen::Index most = options.max_iterations > 0 ? options.max_iterations : n;
  while (summary.iterations < most) {
    if (!multiply(std::as_const(v)))
      return finish(Status::NotFinite);
    const double alpha = double(v.dot(product));
    product -= Scalar(alpha) * v;
    if (summary.iterations > 0)
      product -= Scalar(beta_now) * v_old;
    const double beta_next = double(product.norm());
    // The rotation of the step before, then this one's.
    const double delta = c * delta_bar + s * alpha;
    double gamma_bar = s * delta_bar - c * alpha;
    const double epsilon_old = epsilon;
    epsilon = s * beta_next;
    delta_bar = -c * beta_next;
    norm_squares += alpha * alpha + beta_next * beta_next + beta_now * beta_now;
    const double size = std::sqrt(norm_squares);
    // |H r| of the residual before this step.
    const double root = std::hypot(gamma_bar, delta_bar);
    if (summary.iterations > 0 && phi * root <= options.relative_tolerance * size * phi) {
      summary.least_squares = true;
      return finish(Status::Converged);
    }
    double gamma = std::hypot(gamma_bar, beta_next);
    if (gamma <= std::numeric_limits<double>::epsilon() * size) {
      summary.least_squares = true;
      return finish(Status::Converged);
    }
    c = gamma_bar / gamma;
    s = beta_next / gamma;
    const double tau = c * phi;
    phi *= s;
    d = (v - Scalar(delta) * d_old - Scalar(epsilon_old) * d_older) / Scalar(gamma);
    x += Scalar(tau) * d;
    d_older.swap(d_old);
    d_old.swap(d);
    ++summary.iterations;
    summary.final_residual_norm = std::abs(phi);
    if (summary.final_residual_norm <= limit)
      return finish(Status::Converged);
    if (!(beta_next > std::numeric_limits<double>::epsilon() * size)) {
      // The Krylov space is invariant: nothing is left to be gained.
      summary.least_squares = true;
      return finish(Status::Converged);
    }
    v_old.swap(v);
    v = product / Scalar(beta_next);
    beta_now = beta_next;
  }
  return finish(Status::MaxIterations);
}

} // namespace gateaux

#endif // GATEAUX_SOLVERS_MINRES_HPP
