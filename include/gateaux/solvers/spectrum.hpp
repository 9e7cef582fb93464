// SPDX-License-Identifier: Apache-2.0
//
// What can be said of a symmetric matrix from a few products with random vectors: spectral density,
// trace, diagonal.
#ifndef GATEAUX_SOLVERS_SPECTRUM_HPP
#define GATEAUX_SOLVERS_SPECTRUM_HPP

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <stdexcept>
#include <utility>
#include <vector>

#include "gateaux/solvers/common.hpp"
#include "gateaux/solvers/lanczos.hpp"

namespace gateaux {

/// A discrete measure: v' f(H) v is about |v|^2 sum_i weights[i] f(nodes[i]).
struct Quadrature {
  Eigen::VectorXd nodes;   ///< Ascending.
  Eigen::VectorXd weights; ///< Not negative, with the sum 1.
};

/// The spectrum of H as stochastic_lanczos_quadrature sees it.
///
/// The spectral measure phi puts 1/n at each eigenvalue. Each probe's quadrature is an unbiased
/// estimate of it, so that functionals of phi are means over the probes, with standard errors.
struct SpectralEstimate {
  std::vector<Quadrature> probes;
  Eigen::Index dimension = 0;
  Eigen::Index products = 0;

  double smallest() const;
  double largest() const;
  /// The k-th moment of phi, trace(H^k) / n.
  double moment(int k) const;
  /// The standard error of that moment over the probes; zero for one probe.
  double moment_error(int k) const;
  /// phi smoothed with a Gaussian of standard deviation sigma, at each point of the grid.
  Eigen::VectorXd density(const Eigen::VectorXd &grid, double sigma) const;
  /// The part of phi below x.
  double below(double x) const;
};

struct SpectrumOptions {
  Eigen::Index probes = 10; ///< Random probes.
  Eigen::Index steps = 80;  ///< Lanczos steps, and so nodes, per probe; at most the dimension.
  std::uint64_t seed = 1;
};

/// One probe: the Gauss quadrature of v' f(H) v / v' v by Lanczos from v. Its nodes are the
/// eigenvalues of T, its weights the squares of the first entries of T's eigenvectors. It is exact
/// for polynomials of degree 2 m - 1 after m steps.
///
/// Source: Golub and Meurant 2010, Matrices, Moments and Quadrature, chapter 7.
template <typename Apply, typename Scalar>
Quadrature lanczos_quadrature(Apply &&apply, const VectorX<Scalar> &probe, Eigen::Index steps) {
  LanczosOptions options;
  options.steps = steps;
  const BasicLanczosResult<Scalar> found = lanczos(apply, probe, options);
  return {found.values, found.vectors.row(0).array().square().matrix().transpose()};
}

/// The spectral density by stochastic Lanczos quadrature, from options.probes random probes with
/// normal entries.
///
/// apply  callable as apply(v, hv): hv becomes H v
/// n      the dimension
///
/// Sources: Ghorbani, Krishnan and Xiao 2019, An investigation into neural net optimization via
/// Hessian eigenvalue density; Ubaru, Chen and Saad 2017.
template <typename Scalar = double, typename Apply>
SpectralEstimate stochastic_lanczos_quadrature(Apply &&apply, Eigen::Index n,
                                               const SpectrumOptions &options = {}) {
  SpectralEstimate estimate;
  estimate.dimension = n;
  std::mt19937_64 generator(options.seed);
  std::normal_distribution<double> normal;
  for (Eigen::Index i = 0; i < options.probes; ++i) {
    const VectorX<Scalar> v =
        VectorX<Scalar>::NullaryExpr(n, [&] { return Scalar(normal(generator)); });
    estimate.probes.push_back(lanczos_quadrature(apply, v, options.steps));
    estimate.products += estimate.probes.back().nodes.size();
  }
  return estimate;
}

/// As above with the columns of `probes` instead of random vectors. With an orthonormal basis for
/// probes the estimate has the moments of the true spectrum.
template <typename Apply, typename Derived>
SpectralEstimate lanczos_quadrature_of(Apply &&apply, const Eigen::MatrixBase<Derived> &probes,
                                       Eigen::Index steps) {
  using Scalar = typename Derived::Scalar;
  SpectralEstimate estimate;
  estimate.dimension = probes.rows();
  for (Eigen::Index i = 0; i < probes.cols(); ++i) {
    const VectorX<Scalar> v = probes.col(i);
    estimate.probes.push_back(lanczos_quadrature(apply, v, steps));
    estimate.products += estimate.probes.back().nodes.size();
  }
  return estimate;
}

struct HutchinsonOptions {
  Eigen::Index samples = 30;
  std::uint64_t seed = 1;
};

/// A mean over samples with its standard error.
struct TraceEstimate {
  double value = 0.0;
  double standard_error = 0.0;
  Eigen::Index products = 0;
};

namespace internal {

template <typename Scalar>
VectorX<Scalar> random_signs(Eigen::Index n, std::mt19937_64 &generator) {
  return VectorX<Scalar>::NullaryExpr(
      n, [&] { return (generator() >> 63) != 0 ? Scalar(1) : Scalar(-1); });
}

TraceEstimate mean_with_error(const std::vector<double> &samples);

} // namespace internal

/// The trace of H by Hutchinson's estimator: the mean of z' H z over random signs z. Its variance is
/// twice the sum of the squares of H's off-diagonal entries, over the number of samples.
///
/// Source: Hutchinson 1990; Avron and Toledo 2011.
template <typename Scalar = double, typename Apply>
TraceEstimate hutchinson_trace(Apply &&apply, Eigen::Index n,
                               const HutchinsonOptions &options = {}) {
  std::mt19937_64 generator(options.seed);
  std::vector<double> samples;
  VectorX<Scalar> Hz(n);
  for (Eigen::Index i = 0; i < options.samples; ++i) {
    const VectorX<Scalar> z = internal::random_signs<Scalar>(n, generator);
    apply(z, Hz);
    internal::require_length("hutchinson_trace", "the product H v", Hz.size(), "the matrix", n);
    samples.push_back(double(z.dot(Hz)));
  }
  return internal::mean_with_error(samples);
}

/// The diagonal of H by the mean of z o (H z) over random signs z.
///
/// Source: Bekas, Kokiopoulou and Saad 2007.
template <typename Scalar = double, typename Apply>
VectorX<Scalar> hutchinson_diagonal(Apply &&apply, Eigen::Index n,
                                    const HutchinsonOptions &options = {}) {
  std::mt19937_64 generator(options.seed);
  VectorX<Scalar> diagonal = VectorX<Scalar>::Zero(n);
  VectorX<Scalar> Hz(n);
  for (Eigen::Index i = 0; i < options.samples; ++i) {
    const VectorX<Scalar> z = internal::random_signs<Scalar>(n, generator);
    apply(z, Hz);
    internal::require_length("hutchinson_diagonal", "the product H v", Hz.size(), "the matrix", n);
    diagonal += z.cwiseProduct(Hz);
  }
  return diagonal / Scalar(std::max<Eigen::Index>(options.samples, 1));
}

} // namespace gateaux

#endif // GATEAUX_SOLVERS_SPECTRUM_HPP
