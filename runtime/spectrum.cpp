// SPDX-License-Identifier: Apache-2.0
//
// Functionals of a spectral estimate, and the words of the eigenvalue solvers.
#include "gateaux/solvers/spectrum.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace gateaux {
namespace {

/// One sample per probe of sum_i weights[i] nodes[i]^k.
std::vector<double> moments(const std::vector<Quadrature> &probes, int k) {
  std::vector<double> samples;
  samples.reserve(probes.size());
  for (const Quadrature &probe : probes)
    samples.push_back(probe.weights.dot(probe.nodes.array().pow(k).matrix()));
  return samples;
}

} // namespace

double SpectralEstimate::smallest() const {
  double least = std::numeric_limits<double>::infinity();
  for (const Quadrature &probe : probes)
    least = std::min(least, probe.nodes.minCoeff());
  return least;
}

double SpectralEstimate::largest() const {
  double most = -std::numeric_limits<double>::infinity();
  for (const Quadrature &probe : probes)
    most = std::max(most, probe.nodes.maxCoeff());
  return most;
}

double SpectralEstimate::moment(int k) const {
  return internal::mean_with_error(moments(probes, k)).value;
}

double SpectralEstimate::moment_error(int k) const {
  return internal::mean_with_error(moments(probes, k)).standard_error;
}

Eigen::VectorXd SpectralEstimate::density(const Eigen::VectorXd &grid, double sigma) const {
  Eigen::ArrayXd sum = Eigen::ArrayXd::Zero(grid.size());
  const double scale = 1.0 / (sigma * std::sqrt(2.0 * 3.14159265358979323846));
  for (const Quadrature &probe : probes) {
    for (Eigen::Index i = 0; i < probe.nodes.size(); ++i) {
      const Eigen::ArrayXd distance = (grid.array() - probe.nodes[i]) / sigma;
      sum += probe.weights[i] * scale * (-0.5 * distance.square()).exp();
    }
  }
  return sum / double(std::max<std::size_t>(probes.size(), 1));
}

double SpectralEstimate::below(double x) const {
  double sum = 0.0;
  for (const Quadrature &probe : probes)
    sum += (probe.nodes.array() < x).select(probe.weights.array(), 0.0).sum();
  return sum / double(std::max<std::size_t>(probes.size(), 1));
}

namespace internal {

TraceEstimate mean_with_error(const std::vector<double> &samples) {
  TraceEstimate estimate;
  const double count = double(samples.size());
  estimate.products = Eigen::Index(samples.size());
  if (samples.empty())
    return estimate;
  for (const double sample : samples)
    estimate.value += sample / count;
  double squares = 0.0;
  for (const double sample : samples)
    squares += (sample - estimate.value) * (sample - estimate.value);
  if (samples.size() > 1)
    estimate.standard_error = std::sqrt(squares / (count * (count - 1.0)));
  return estimate;
}

std::string eigen_message(const char *solver, const EigenSummary &summary, double limit) {
  std::string text = std::string(solver) + ": " + to_string(summary.status) +
                     format(" after %lld products", static_cast<long long>(summary.products));
  if (summary.status != Status::NotFinite) {
    text += format(": eigenvalue %.10g, residual %.3g, limit %.3g", summary.eigenvalue,
                   summary.residual, limit);
  }
  return text;
}

} // namespace internal
} // namespace gateaux
