// SPDX-License-Identifier: Apache-2.0
//
// What all solvers share: status, counts of evaluations, checks of lengths.
#ifndef GATEAUX_SOLVERS_COMMON_HPP
#define GATEAUX_SOLVERS_COMMON_HPP

#include <Eigen/Core>
#include <string>

namespace gateaux {

/// A column of run-time length, the type of all parameters, gradients and directions.
template <typename Scalar>
using VectorX = Eigen::Matrix<Scalar, Eigen::Dynamic, 1>;

/// Why a solver ended.
enum class Status {
  Converged,           ///< A tolerance was met.
  TargetReached,       ///< The value fell to the target that the options name.
  MaxIterations,       ///< The limit on iterations came first.
  StoppedByCallback,   ///< The callback returned false.
  NegativeCurvature,   ///< p' H p <= 0 for a search direction p of conjugate gradient.
  TrustRegionBoundary, ///< Conjugate gradient left the trust region and was cut at its boundary.
  LineSearchFailed,    ///< No step along the search direction lowered the value enough.
  NotFinite,           ///< A value, gradient or product was infinite or not a number.
  IndefinitePreconditioner, ///< r' M^-1 r <= 0 for a residual r of conjugate gradient.
};

/// The status in words, for example "converged".
const char *to_string(Status status);

/// How often a solver called its objective.
struct Evaluations {
  Eigen::Index values = 0;    ///< value(w) alone.
  Eigen::Index gradients = 0; ///< gradient(w, g) or linearize(w, g).
  Eigen::Index products = 0;  ///< hvp or ggnvp at a linearised point.

  /// The cost in units of one value-and-gradient, to compare methods by work instead of iterations.
  ///
  /// The adjoint sweep of a function made of matrix products costs twice its value, so that a
  /// gradient costs three values. A product at a linearised point is one tangent sweep and one
  /// adjoint sweep, each at most twice the value: 4/3 of a gradient (Griewank and Walther 2008,
  /// chapters 3 and 4).
  double gradient_equivalents() const {
    return double(values) / 3.0 + double(gradients) + double(products) * 4.0 / 3.0;
  }

  Evaluations &operator+=(const Evaluations &other) {
    values += other.values;
    gradients += other.gradients;
    products += other.products;
    return *this;
  }
};

namespace internal {

/// A formatted std::string, as printf.
#if defined(__GNUC__)
__attribute__((format(printf, 1, 2)))
#endif
std::string
format(const char *pattern, ...);

/// Throws std::invalid_argument that names `what`, its length and the length that is needed.
[[noreturn]] void throw_length_error(const char *solver, const char *what, Eigen::Index length,
                                     const char *needed_by, Eigen::Index needed);

inline void require_length(const char *solver, const char *what, Eigen::Index length,
                           const char *needed_by, Eigen::Index needed) {
  if (length != needed)
    throw_length_error(solver, what, length, needed_by, needed);
}

} // namespace internal
} // namespace gateaux

#endif // GATEAUX_SOLVERS_COMMON_HPP
