// SPDX-License-Identifier: Apache-2.0
//
// Checks of gradients and Hessian-vector products against extrapolated central differences.
#ifndef GATEAUX_SOLVERS_CHECK_HPP
#define GATEAUX_SOLVERS_CHECK_HPP

#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <numeric>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "gateaux/solvers/common.hpp"

namespace gateaux {

enum class CheckStatus {
  Passed,       ///< All entries agree to the tolerance.
  Failed,       ///< An entry disagrees by more than the differences are uncertain.
  Inconclusive, ///< An entry disagrees, but the differences are too uncertain there to say so: the
                ///< function has a kink nearby, is noisy, or is not defined around the point.
  NotFinite,    ///< A value or derivative at the point itself was infinite or not a number.
};

const char *to_string(CheckStatus status);

struct CheckOptions {
  /// The largest relative error that passes; 0 means 1e-6 in double and 1e-2 in float.
  double tolerance = 0.0;
  /// The error of an entry is relative to max(|analytic|, |numeric|, floor * the largest entry), so
  /// that the rounding of entries that are nearly zero does not count.
  double floor = 1e-3;
  /// The largest difference step; that of entry i is step * max(1, |w_i|). Smaller ones follow by
  /// halves.
  double step = 0.0625;
  /// check_gradient: the number of entries to check, chosen at random; 0 means all.
  /// check_hessian: the number of random directions; 0 means 3.
  Eigen::Index samples = 0;
  std::uint64_t seed = 1;
  /// Names entry i of the flat vector in the message, for example as "W(3, 2)"; by default "entry
  /// i".
  std::function<std::string(Eigen::Index)> name;
};

struct CheckSummary {
  CheckStatus status = CheckStatus::Passed;
  Eigen::Index worst_entry = -1; ///< In the flat vector; -1 when nothing was checked.
  std::string worst_name;
  double analytic = 0.0;    ///< The derivative as computed, at the worst entry.
  double numeric = 0.0;     ///< The extrapolated difference there.
  double uncertainty = 0.0; ///< The estimated error of the difference.
  double relative_error = 0.0;
  /// check_hessian: the largest |u' H v - v' H u| relative to |u| |H v| + |v| |H u|.
  double asymmetry = 0.0;
  Eigen::Index checked = 0; ///< Entries compared.
  Evaluations evaluations;
  std::string message;

  bool passed() const { return status == CheckStatus::Passed; }
};

namespace internal {

inline double magnitude(double x) { return std::abs(x); }
template <typename Derived>
double magnitude(const Eigen::MatrixBase<Derived> &x) {
  return x.size() == 0 ? 0.0 : double(x.cwiseAbs().maxCoeff());
}
inline bool all_finite(double x) { return std::isfinite(x); }
template <typename Derived>
bool all_finite(const Eigen::MatrixBase<Derived> &x) {
  return x.allFinite();
}

template <typename Value>
struct Extrapolated {
  Value value{};
  double uncertainty = std::numeric_limits<double>::infinity();
};

/// The derivative at 0 of a function of one variable with values in the reals or a vector space, by
/// Richardson extrapolation of central differences: T_i0 = (f(h_i) - f(-h_i)) / 2 h_i with h_i = h
/// 2^-i, T_ij = T_i,j-1 + (T_i,j-1 - T_i-1,j-1) / (4^j - 1). Of all entries the one is returned
/// whose distance to its two neighbours is least, and that distance as its uncertainty (Ridders
/// 1982).
///
/// Steps at which f is not finite are skipped.
///
/// The uncertainty is at least the rounding of the difference, epsilon |f| / h_i with the precision
/// epsilon in which f is computed.
template <typename Value, typename Function>
Extrapolated<Value>
extrapolated_derivative(Function &&f, double h,
                        double epsilon = std::numeric_limits<double>::epsilon()) {
  constexpr int levels = 12;
  Extrapolated<Value> best;
  std::vector<Value> previous;
  std::vector<Value> row;
  for (int i = 0; i < levels; ++i, h *= 0.5) {
    const Value ahead = f(h);
    const Value behind = f(-h);
    Value first = ahead;
    first -= behind;
    first /= 2.0 * h;
    if (!all_finite(first)) {
      previous.clear();
      continue;
    }
    const double noise = epsilon * std::max(magnitude(ahead), magnitude(behind)) / h;
    row.clear();
    row.push_back(first);
    double power = 1.0;
    for (std::size_t j = 1; j <= previous.size(); ++j) {
      power *= 4.0;
      Value change = row[j - 1];
      change -= previous[j - 1];
      Value next = change;
      next /= power - 1.0;
      next += row[j - 1];
      Value other = next;
      other -= previous[j - 1];
      Value own = next;
      own -= row[j - 1];
      const double distance = std::max({magnitude(other), magnitude(own), noise});
      if (distance <= best.uncertainty) {
        best.uncertainty = distance;
        best.value = next;
      }
      row.push_back(next);
    }
    if (!previous.empty()) {
      Value change = row.back();
      change -= previous.back();
      if (magnitude(change) > 4.0 * best.uncertainty)
        break; // Rounding has taken over.
    }
    previous.swap(row);
  }
  return best;
}

std::string check_message(const char *what, const CheckSummary &summary, double tolerance);

/// Compares entries and keeps the worst. A disagreement beyond the uncertainty ranks before one
/// within.
class WorstEntry {
public:
  WorstEntry(CheckSummary &summary, double tolerance) : summary_(summary), tolerance_(tolerance) {}

  void compare(Eigen::Index entry, double analytic, double numeric, double uncertainty,
               double scale) {
    ++summary_.checked;
    const double error = std::abs(analytic - numeric);
    double relative = scale > 0.0 ? error / scale : 0.0;
    CheckStatus status = CheckStatus::Passed;
    if (!std::isfinite(uncertainty)) {
      // No difference could be formed at all.
      status = CheckStatus::Inconclusive;
      relative = std::numeric_limits<double>::infinity();
    } else if (relative > tolerance_) {
      status = error > 4.0 * uncertainty ? CheckStatus::Failed : CheckStatus::Inconclusive;
    }
    const bool worse = rank(status) > rank(summary_.status) ||
                       (rank(status) == rank(summary_.status) &&
                        (summary_.worst_entry < 0 || relative > summary_.relative_error));
    if (!worse)
      return;
    summary_.status = status;
    summary_.worst_entry = entry;
    summary_.analytic = analytic;
    summary_.numeric = numeric;
    summary_.uncertainty = uncertainty;
    summary_.relative_error = relative;
  }

private:
  static int rank(CheckStatus status) {
    return status == CheckStatus::Failed ? 2 : status == CheckStatus::Inconclusive ? 1 : 0;
  }

  CheckSummary &summary_;
  double tolerance_;
};

template <typename Scalar>
double check_tolerance(const CheckOptions &options) {
  if (options.tolerance > 0.0)
    return options.tolerance;
  return std::numeric_limits<Scalar>::digits > 30 ? 1e-6 : 1e-2;
}

} // namespace internal

/// Checks objective.gradient(w, g) against differences of objective.value(w), entry by entry.
///
/// objective  has dimension(), value(w) and gradient(w, g)
/// w          the point, dimension() entries
///
/// The summary names the worst entry, both of its values and the relative error. An exact check
/// costs up to 24 values per entry; CheckOptions::samples limits the entries. At a kink (relu at 0)
/// differences cannot decide, and the status is Inconclusive.
///
/// Throws std::invalid_argument, naming both lengths, when w has not dimension() entries.
///
/// Sources: Ridders 1982, Advances in Engineering Software 4(2); Press et al. 2007, section 5.7.
template <typename Objective, typename Scalar>
CheckSummary check_gradient(Objective &objective, const VectorX<Scalar> &w,
                            const CheckOptions &options = {}) {
  const char *const name = "check_gradient";
  const Eigen::Index n = w.size();
  internal::require_length(name, "w", n, "the objective", objective.dimension());
  CheckSummary summary;
  const double tolerance = internal::check_tolerance<Scalar>(options);
  const double epsilon = double(std::numeric_limits<Scalar>::epsilon());
  VectorX<Scalar> g(n);
  const double value = double(objective.gradient(w, g));
  ++summary.evaluations.gradients;
  internal::require_length(name, "the gradient", g.size(), "w", n);
  if (!std::isfinite(value) || !g.allFinite()) {
    summary.status = CheckStatus::NotFinite;
    for (Eigen::Index i = n - 1; i >= 0; --i) {
      if (!std::isfinite(double(g[i])))
        summary.worst_entry = i;
    }
  } else {
    std::vector<Eigen::Index> entries(static_cast<std::size_t>(n));
    std::iota(entries.begin(), entries.end(), Eigen::Index(0));
    if (options.samples > 0 && options.samples < n) {
      std::mt19937_64 generator(options.seed);
      std::shuffle(entries.begin(), entries.end(), generator);
      entries.resize(static_cast<std::size_t>(options.samples));
      std::sort(entries.begin(), entries.end());
    }
    VectorX<Scalar> point = w;
    std::vector<internal::Extrapolated<double>> differences;
    differences.reserve(entries.size());
    double largest = internal::magnitude(g);
    for (const Eigen::Index i : entries) {
      const auto along = [&](double h) {
        point[i] = Scalar(double(w[i]) + h);
        const double moved = double(objective.value(std::as_const(point)));
        ++summary.evaluations.values;
        point[i] = w[i];
        return moved;
      };
      const double h = options.step * std::max(1.0, std::abs(double(w[i])));
      differences.push_back(internal::extrapolated_derivative<double>(along, h, epsilon));
      if (std::isfinite(differences.back().uncertainty)) {
        largest = std::max(largest, std::abs(differences.back().value));
      }
    }
    internal::WorstEntry worst(summary, tolerance);
    for (std::size_t k = 0; k < entries.size(); ++k) {
      const double analytic = double(g[entries[k]]);
      const double numeric = differences[k].value;
      const double scale =
          std::max({std::abs(analytic), std::abs(numeric), options.floor * largest});
      worst.compare(entries[k], analytic, numeric, differences[k].uncertainty, scale);
    }
  }
  if (summary.worst_entry >= 0) {
    summary.worst_name = options.name ? options.name(summary.worst_entry)
                                      : "entry " + std::to_string(summary.worst_entry);
  }
  summary.message = internal::check_message("gradient", summary, tolerance);
  return summary;
}

/// Checks objective.hvp(w, v, hv) against differences of the gradient along random directions v,
/// and that H is symmetric: u' H v = v' H u.
///
/// objective  has dimension(), gradient(w, g) and hvp(w, v, hv)
/// w          the point, dimension() entries
///
/// Throws std::invalid_argument, naming both lengths, when w has not dimension() entries.
template <typename Objective, typename Scalar>
CheckSummary check_hessian(Objective &objective, const VectorX<Scalar> &w,
                           const CheckOptions &options = {}) {
  using Vector = VectorX<Scalar>;
  const char *const name = "check_hessian";
  const Eigen::Index n = w.size();
  internal::require_length(name, "w", n, "the objective", objective.dimension());
  CheckSummary summary;
  const double tolerance = internal::check_tolerance<Scalar>(options);
  const double epsilon = double(std::numeric_limits<Scalar>::epsilon());
  internal::WorstEntry worst(summary, tolerance);
  std::mt19937_64 generator(options.seed);
  std::normal_distribution<double> normal;
  const Eigen::Index directions = options.samples > 0 ? options.samples : 3;
  Vector g(n);
  Vector point(n);
  Vector u;
  Vector Hu;
  for (Eigen::Index k = 0; k < directions && n > 0; ++k) {
    const Vector v = Vector::NullaryExpr(n, [&] { return Scalar(normal(generator)); }).normalized();
    Vector Hv(n);
    objective.hvp(w, v, Hv);
    ++summary.evaluations.products;
    internal::require_length(name, "the product H v", Hv.size(), "w", n);
    if (!Hv.allFinite()) {
      summary.status = CheckStatus::NotFinite;
      for (Eigen::Index i = n - 1; i >= 0; --i) {
        if (!std::isfinite(double(Hv[i])))
          summary.worst_entry = i;
      }
      break;
    }
    const auto along = [&](double h) -> Eigen::VectorXd {
      point = w + Scalar(h) * v;
      objective.gradient(std::as_const(point), g);
      ++summary.evaluations.gradients;
      return g.template cast<double>();
    };
    const double h = options.step * std::max(1.0, internal::magnitude(w));
    const auto numeric = internal::extrapolated_derivative<Eigen::VectorXd>(along, h, epsilon);
    const bool formed = numeric.value.size() == n;
    const double scale =
        std::max(internal::magnitude(Hv), formed ? internal::magnitude(numeric.value) : 0.0);
    for (Eigen::Index i = 0; i < n; ++i) {
      worst.compare(i, double(Hv[i]), formed ? numeric.value[i] : 0.0, numeric.uncertainty, scale);
    }
    if (k > 0) {
      const double size = double(u.norm() * Hv.norm() + v.norm() * Hu.norm());
      const double gap = std::abs(double(u.dot(Hv)) - double(v.dot(Hu)));
      if (size > 0.0)
        summary.asymmetry = std::max(summary.asymmetry, gap / size);
    }
    u = v;
    Hu = Hv;
  }
  if (summary.status == CheckStatus::Passed && summary.asymmetry > tolerance) {
    summary.status = CheckStatus::Failed;
  }
  if (summary.worst_entry >= 0) {
    summary.worst_name = options.name ? options.name(summary.worst_entry)
                                      : "entry " + std::to_string(summary.worst_entry);
  }
  summary.message = internal::check_message("Hessian-vector product", summary, tolerance);
  return summary;
}

} // namespace gateaux

#endif // GATEAUX_SOLVERS_CHECK_HPP
