// SPDX-License-Identifier: Apache-2.0
//
// Verdicts of the Taylor and adjoint checks.
#include "gateaux/solvers/check_taylor.hpp"

#include <cmath>
#include <string>

namespace gateaux {
namespace internal {
namespace {

/// Whether a remainder falls as it should, or faster, or is nothing but rounding.
bool falls(const RemainderFit &fit, double order, double tolerance) {
  return fit.exact() || fit.slope >= order - tolerance;
}

std::string describe(const RemainderFit &fit, double order) {
  if (fit.exact())
    return "is exact up to rounding";
  return format("falls with the slope %.4f, expected %g", fit.slope, order);
}

} // namespace

void judge_taylor(TaylorSummary &summary, const TaylorOptions &options) {
  const bool first = falls(summary.first, 2.0, options.tolerance);
  const bool second = falls(summary.second, 3.0, options.tolerance);
  summary.message = "Taylor remainders: ";
  if (!first)
    summary.message += "the gradient is wrong: ";
  else if (!second)
    summary.message += "the Hessian-vector product is wrong: ";
  summary.message += "first order " + describe(summary.first, 2.0) + "; second order " +
                     describe(summary.second, 3.0);
  if (!first || !second)
    summary.status = CheckStatus::Failed;
}

std::string adjoint_message(double forward, double backward, double error, double tolerance) {
  std::string text = "adjoint ";
  text += !std::isfinite(error) ? "not finite" : error > tolerance ? "failed" : "passed";
  return text + format(": u' (J v) = %.15g, v' (J' u) = %.15g, relative difference %.2g, limit %.1g",
                       forward, backward, error, tolerance);
}

} // namespace internal
} // namespace gateaux
