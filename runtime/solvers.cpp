// SPDX-License-Identifier: Apache-2.0
//
// The words of the solvers: statuses, messages and errors.
#include "gateaux/solvers.hpp"

#include <cmath>
#include <cstdarg>
#include <cstddef>
#include <cstdio>
#include <stdexcept>
#include <string>

namespace gateaux {

const char *to_string(Status status) {
  switch (status) {
  case Status::Converged:
    return "converged";
  case Status::TargetReached:
    return "target reached";
  case Status::MaxIterations:
    return "iteration limit reached";
  case Status::StoppedByCallback:
    return "stopped by the callback";
  case Status::NegativeCurvature:
    return "negative curvature";
  case Status::TrustRegionBoundary:
    return "trust region boundary reached";
  case Status::LineSearchFailed:
    return "line search failed";
  case Status::NotFinite:
    return "not finite";
  case Status::IndefinitePreconditioner:
    return "preconditioner not positive definite";
  }
  return "unknown status";
}

const char *to_string(CheckStatus status) {
  switch (status) {
  case CheckStatus::Passed:
    return "passed";
  case CheckStatus::Failed:
    return "failed";
  case CheckStatus::Inconclusive:
    return "inconclusive";
  case CheckStatus::NotFinite:
    return "not finite";
  }
  return "unknown status";
}

namespace internal {

std::string format(const char *pattern, ...) {
  std::va_list arguments;
  va_start(arguments, pattern);
  std::va_list again;
  va_copy(again, arguments);
  const int length = std::vsnprintf(nullptr, 0, pattern, arguments);
  va_end(arguments);
  std::string text(length > 0 ? static_cast<std::size_t>(length) : 0, '\0');
  if (length > 0)
    std::vsnprintf(text.data(), text.size() + 1, pattern, again);
  va_end(again);
  return text;
}

void throw_length_error(const char *solver, const char *what, Eigen::Index length,
                        const char *needed_by, Eigen::Index needed) {
  throw std::invalid_argument(format("%s: %s has length %lld, but %s has length %lld", solver, what,
                                     static_cast<long long>(length), needed_by,
                                     static_cast<long long>(needed)));
}

namespace {

std::string count(Eigen::Index n, const char *singular) {
  return std::to_string(n) + " " + singular + (n == 1 ? "" : "s");
}

} // namespace

std::string cg_message(const CgSummary &summary, double tolerance, double trust_radius) {
  const std::string after = "after " + count(summary.iterations, "iteration");
  const std::string residual = format("the residual norm went from %.3g to %.3g",
                                      summary.initial_residual_norm, summary.final_residual_norm);
  switch (summary.status) {
  case Status::Converged:
    if (summary.final_residual_norm <= tolerance) {
      return "converged " + after + ": " + residual + format(", limit %.3g", tolerance);
    }
    return "converged " + after + ": the quadratic hardly falls any more, " +
           format("%.6g", summary.quadratic) + "; " + residual;
  case Status::NegativeCurvature: {
    std::string text =
        "negative curvature " + after + format(": p' H p / p' p = %.3g", summary.curvature);
    if (std::isfinite(trust_radius)) {
      text += format(", followed to the trust region's boundary at radius %.3g", trust_radius);
    }
    return text;
  }
  case Status::TrustRegionBoundary:
    return "reached the trust region's boundary " + after +
           format(", radius %.3g: ", trust_radius) + residual;
  case Status::NotFinite:
    return "ended " + after + ": a product or residual is infinite or not a number";
  case Status::IndefinitePreconditioner:
    return "ended " + after + ": the preconditioner is not positive definite";
  default:
    return std::string(to_string(summary.status)) + " " + after + ": " + residual +
           format(", limit %.3g", tolerance);
  }
}

std::string minres_message(const MinresSummary &summary, double limit) {
  std::string text = std::string("minres: ") + to_string(summary.status) + " after " +
                     count(summary.iterations, "iteration") +
                     format(": the residual norm went from %.3g to %.3g, limit %.3g",
                            summary.initial_residual_norm, summary.final_residual_norm, limit);
  if (summary.least_squares)
    text += "; no solution has a smaller residual";
  return text;
}

std::string minimize_message(const char *solver, const Summary &summary, double gradient_limit,
                             double target, const std::string &detail) {
  std::string text = std::string(solver) + ": " + to_string(summary.status) + " after " +
                     count(summary.iterations, "iteration");
  switch (summary.status) {
  case Status::Converged:
    text += format(": the gradient norm %.3g is at most %.3g", summary.final_gradient_norm,
                   gradient_limit);
    break;
  case Status::TargetReached:
    text += format(": the target was %.6g", target);
    break;
  case Status::MaxIterations:
    text += format(": the gradient norm %.3g is above %.3g", summary.final_gradient_norm,
                   gradient_limit);
    break;
  case Status::NotFinite:
    text += ": a value, gradient or product is infinite or not a number";
    break;
  default:
    break;
  }
  if (!detail.empty())
    text += (summary.status == Status::NotFinite ? " " : ": ") + detail;
  text += format("; value %.6g to %.6g, ", summary.initial_value, summary.final_value);
  text += format("%.4g gradient equivalents", summary.evaluations.gradient_equivalents());
  text += " (" + count(summary.evaluations.values, "value") + ", " +
          count(summary.evaluations.gradients, "gradient") + ", " +
          count(summary.evaluations.products, "product") + ")";
  return text;
}

std::string train_message(const TrainSummary &summary) {
  std::string text = std::string("train: ") +
                     (summary.status == Status::Converged ? "stopped early"
                                                          : to_string(summary.status)) +
                     " after " + count(summary.epochs, "epoch") + " and " +
                     count(summary.updates, "update");
  if (!std::isnan(summary.last_training_loss))
    text += format("; last training loss %.6g", summary.last_training_loss);
  if (!std::isnan(summary.best_validation_error)) {
    text += format("; kept the model of epoch %lld with the validation error %.6g",
                   static_cast<long long>(summary.best_epoch), summary.best_validation_error);
  }
  return text;
}

std::string check_message(const char *what, const CheckSummary &summary, double tolerance) {
  std::string text = std::string(what) + " " + to_string(summary.status);
  if (summary.status == CheckStatus::NotFinite) {
    text += ": the value or the derivative is infinite or not a number";
    if (summary.worst_entry >= 0)
      text += " at " + summary.worst_name;
    return text;
  }
  if (summary.worst_entry < 0)
    return text + ": nothing to check";
  text +=
      format(": of %lld entries the worst is ", static_cast<long long>(summary.checked)) +
      summary.worst_name +
      format(", %.15g by the derivative and %.15g (+- %.1g) by differences, relative error %.2g, "
             "limit %.1g",
             summary.analytic, summary.numeric, summary.uncertainty, summary.relative_error,
             tolerance);
  if (summary.status == CheckStatus::Inconclusive) {
    text += "; the differences are too uncertain there, perhaps because of a kink";
  }
  if (summary.asymmetry > tolerance) {
    text += format("; not symmetric, relative difference %.2g", summary.asymmetry);
  }
  return text;
}

} // namespace internal
} // namespace gateaux
