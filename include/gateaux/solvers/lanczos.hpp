// SPDX-License-Identifier: Apache-2.0
//
// Eigenvalues of a symmetric matrix from products only: power iteration, Lanczos, Rayleigh quotient.
#ifndef GATEAUX_SOLVERS_LANCZOS_HPP
#define GATEAUX_SOLVERS_LANCZOS_HPP

#include <Eigen/Core>
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>

#include "gateaux/solvers/common.hpp"

namespace gateaux {

namespace internal {

/// A random vector of length 1, the same for the same seed.
template <typename Scalar>
VectorX<Scalar> random_unit_vector(Eigen::Index n, std::uint64_t seed) {
  std::mt19937_64 generator(seed);
  std::normal_distribution<double> normal;
  return VectorX<Scalar>::NullaryExpr(n, [&] { return Scalar(normal(generator)); }).normalized();
}

} // namespace internal

/// The curvature along v, v' H v / v' v, of an objective with hvp(w, v, hv).
template <typename Objective, typename Scalar>
double rayleigh_quotient(Objective &objective, const VectorX<Scalar> &w, const VectorX<Scalar> &v) {
  internal::require_length("rayleigh_quotient", "v", v.size(), "w", w.size());
  VectorX<Scalar> Hv(w.size());
  objective.hvp(w, v, Hv);
  return double(v.dot(Hv)) / double(v.squaredNorm());
}

struct PowerOptions {
  Eigen::Index max_iterations = 1000;
  /// Converged when |H v - mu v| <= tolerance |mu|.
  double tolerance = 1e-8;
  std::uint64_t seed = 1; ///< Of the random start, where v is empty.
};

struct EigenSummary {
  Status status = Status::MaxIterations;
  double eigenvalue = 0.0;
  /// |H v - mu v|; some eigenvalue is at most this far from mu.
  double residual = std::numeric_limits<double>::infinity();
  Eigen::Index iterations = 0;
  Eigen::Index products = 0;
  std::string message;

  bool converged() const { return status == Status::Converged; }
};

namespace internal {
std::string eigen_message(const char *solver, const EigenSummary &summary, double limit);
} // namespace internal

/// The eigenvalue of largest magnitude by power iteration, v <- H v / |H v|.
///
/// apply  callable as apply(v, hv): hv becomes H v
/// n      the dimension
/// v      the start and the eigenvector; an empty v starts at random
///
/// The error falls by |mu_2 / mu_1| per product; lanczos() needs far fewer. Two eigenvalues of the
/// same magnitude and opposite signs keep it from converging.
///
/// Source: Golub and Van Loan 2013, section 8.2.1.
template <typename Apply, typename Scalar>
EigenSummary power_iteration(Apply &&apply, Eigen::Index n, VectorX<Scalar> &v,
                             const PowerOptions &options = {}) {
  const char *const name = "power_iteration";
  EigenSummary summary;
  double limit = 0.0;
  const auto finish = [&](Status status) -> EigenSummary & {
    summary.status = status;
    summary.message = internal::eigen_message(name, summary, limit);
    return summary;
  };
  if (v.size() == 0)
    v = internal::random_unit_vector<Scalar>(n, options.seed);
  internal::require_length(name, "v", v.size(), "the matrix", n);
  v.normalize();
  VectorX<Scalar> Hv(n);
  for (;;) {
    apply(std::as_const(v), Hv);
    ++summary.products;
    internal::require_length(name, "the product H v", Hv.size(), "v", n);
    if (!Hv.allFinite())
      return finish(Status::NotFinite);
    summary.eigenvalue = double(v.dot(Hv));
    summary.residual = double((Hv - Scalar(summary.eigenvalue) * v).norm());
    limit = options.tolerance * std::abs(summary.eigenvalue);
    if (summary.residual <= limit)
      return finish(Status::Converged);
    if (summary.iterations >= options.max_iterations)
      return finish(Status::MaxIterations);
    v = Hv.normalized();
    ++summary.iterations;
  }
}

struct LanczosOptions {
  /// The number of steps, at most the dimension; 0 means the dimension.
  Eigen::Index steps = 0;
  /// Orthogonalise each vector twice against all earlier ones. Without this the recurrence loses
  /// orthogonality as soon as an eigenvalue has converged, and finds it again and again.
  bool reorthogonalize = true;
  std::uint64_t seed = 1; ///< Of the random start, where there is none.
};

/// What lanczos() finds: H Q = Q T + beta q e_m' with orthonormal columns of Q and tridiagonal T.
template <typename Scalar>
struct BasicLanczosResult {
  Eigen::VectorXd diagonal;     ///< alpha_1 .. alpha_m of T.
  Eigen::VectorXd off_diagonal; ///< beta_1 .. beta_(m-1) of T.
  double last_beta = 0.0;       ///< beta_m; zero when the Krylov space is invariant.
  /// Q, n x m.
  Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic> basis;
  Eigen::VectorXd values;   ///< The Ritz values, eigenvalues of T, ascending.
  Eigen::MatrixXd vectors;  ///< The eigenvectors of T, a column each.
  Eigen::VectorXd residual; ///< |H y - theta y| of each Ritz pair, beta_m |last entry of s|.
  Eigen::Index products = 0;

  Eigen::Index steps() const { return diagonal.size(); }
  /// The Ritz vector that belongs to values[i].
  VectorX<Scalar> vector(Eigen::Index i) const {
    return (basis * vectors.col(i).template cast<Scalar>()).normalized();
  }
};
using LanczosResult = BasicLanczosResult<double>;

/// The symmetric Lanczos process: m products with H give the orthogonal projection of H onto the
/// Krylov space of the start, whose extreme eigenvalues approach those of H.
///
/// apply  callable as apply(v, hv): hv becomes H v
/// start  n entries, not zero
///
/// Ends early when the Krylov space is invariant. Throws std::invalid_argument when a product has
/// not n entries or the start is zero, std::domain_error when a product is not finite.
///
/// Source: Golub and Van Loan 2013, sections 10.1 and 10.3.
template <typename Apply, typename Scalar>
BasicLanczosResult<Scalar> lanczos(Apply &&apply, const VectorX<Scalar> &start,
                                   const LanczosOptions &options = {}) {
  using Vector = VectorX<Scalar>;
  const char *const name = "lanczos";
  const Eigen::Index n = start.size();
  const Eigen::Index m = options.steps > 0 ? std::min(options.steps, n) : n;
  BasicLanczosResult<Scalar> result;
  const double length = double(start.norm());
  if (!(length > 0.0) || !std::isfinite(length))
    throw std::invalid_argument("lanczos: the start is zero or not finite");
  result.basis.resize(n, m);
  result.basis.col(0) = start / Scalar(length);
  result.diagonal.resize(m);
  Eigen::VectorXd beta(m);
  Vector q(n);
  Vector r(n);
  double scale = 0.0;
  Eigen::Index k = 0;
  for (;;) {
    q = result.basis.col(k);
    apply(std::as_const(q), r);
    ++result.products;
    internal::require_length(name, "the product H v", r.size(), "the start", n);
    if (!r.allFinite())
      throw std::domain_error("lanczos: a product is infinite or not a number");
    const double alpha = double(q.dot(r));
    result.diagonal[k] = alpha;
    r -= Scalar(alpha) * q;
    if (k > 0)
      r -= Scalar(beta[k - 1]) * result.basis.col(k - 1);
    if (options.reorthogonalize) {
      const auto Q = result.basis.leftCols(k + 1);
      for (int pass = 0; pass < 2; ++pass)
        r -= Q * (Q.transpose() * r).eval();
    }
    beta[k] = double(r.norm());
    scale = std::max({scale, std::abs(alpha), k > 0 ? beta[k - 1] : 0.0});
    ++k;
    const double rounding =
        double(std::numeric_limits<Scalar>::epsilon()) * std::sqrt(double(n)) * scale;
    if (k == m || !(beta[k - 1] > 10.0 * rounding))
      break;
    result.basis.col(k) = r / Scalar(beta[k - 1]);
  }
  result.diagonal.conservativeResize(k);
  result.basis.conservativeResize(n, k);
  result.off_diagonal = beta.head(k - 1);
  result.last_beta = beta[k - 1];
  Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver;
  solver.computeFromTridiagonal(result.diagonal, result.off_diagonal);
  result.values = solver.eigenvalues();
  result.vectors = solver.eigenvectors();
  result.residual = (result.last_beta * result.vectors.row(k - 1)).cwiseAbs().transpose();
  return result;
}

/// As above, from a random start of n entries.
template <typename Apply>
LanczosResult lanczos(Apply &&apply, Eigen::Index n, const LanczosOptions &options = {}) {
  return lanczos(std::forward<Apply>(apply), internal::random_unit_vector<double>(n, options.seed),
                 options);
}

struct ExtremeEigenvaluesOptions {
  /// Converged when both residuals are at most tolerance times the largest magnitude.
  double tolerance = 1e-8;
  /// The limit on Lanczos steps; 0 means the dimension.
  Eigen::Index max_steps = 0;
  std::uint64_t seed = 1;
};

template <typename Scalar>
struct BasicExtremeEigenvalues {
  double smallest = 0.0;
  double largest = 0.0;
  VectorX<Scalar> smallest_vector;
  VectorX<Scalar> largest_vector;
  double smallest_residual = 0.0;
  double largest_residual = 0.0;
  Eigen::Index products = 0;
  bool converged = false;
};
using ExtremeEigenvalues = BasicExtremeEigenvalues<double>;

/// The smallest and the largest eigenvalue of a symmetric matrix by Lanczos, with as many steps as
/// the tolerance takes. The process is run anew with twice the steps until it does, from the same
/// start.
template <typename Scalar = double, typename Apply>
BasicExtremeEigenvalues<Scalar> extreme_eigenvalues(Apply &&apply, Eigen::Index n,
                                                    const ExtremeEigenvaluesOptions &options = {}) {
  const Eigen::Index limit = options.max_steps > 0 ? std::min(options.max_steps, n) : n;
  const VectorX<Scalar> start = internal::random_unit_vector<Scalar>(n, options.seed);
  BasicExtremeEigenvalues<Scalar> result;
  LanczosOptions lanczos_options;
  lanczos_options.steps = std::min<Eigen::Index>(limit, 16);
  for (;;) {
    const BasicLanczosResult<Scalar> found = lanczos(apply, start, lanczos_options);
    const Eigen::Index last = found.steps() - 1;
    result.products += found.products;
    result.smallest = found.values[0];
    result.largest = found.values[last];
    result.smallest_residual = found.residual[0];
    result.largest_residual = found.residual[last];
    const double size = std::max(std::abs(result.smallest), std::abs(result.largest));
    result.converged = std::max(result.smallest_residual, result.largest_residual) <=
                       options.tolerance * size;
    if (result.converged || lanczos_options.steps >= limit) {
      result.smallest_vector = found.vector(0);
      result.largest_vector = found.vector(last);
      return result;
    }
    lanczos_options.steps = std::min(limit, 2 * lanczos_options.steps);
  }
}

} // namespace gateaux

#endif // GATEAUX_SOLVERS_LANCZOS_HPP
