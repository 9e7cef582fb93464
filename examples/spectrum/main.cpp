// SPDX-License-Identifier: Apache-2.0
//
// The spectrum of a network's Hessian during training, from Hessian-vector products alone: the system
// T6 of README.md.
#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <gateaux/plot.hpp>
#include <gateaux/solvers/spectrum.hpp>
#include <string>
#include <vector>

#include "../common/system.hpp"
#include "network.gateaux.hpp"

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using examples::Random;
using examples::System;

/// Three classes in the plane, interleaved spirals with noise.
void spirals(Index per_class, Random &random, MatrixXd &X, MatrixXd &C) {
  X.resize(2, 3 * per_class);
  C = MatrixXd::Zero(3, 3 * per_class);
  for (Index j = 0; j < X.cols(); ++j) {
    const Index label = j % 3;
    const double radius = 0.2 + 1.8 * random.uniform();
    const double angle = 2.0 * radius + 2.0943951 * double(label) + 0.15 * random.number();
    X.col(j) << radius * std::cos(angle), radius * std::sin(angle);
    C(label, j) = 1.0;
  }
}

bool spectra(bool full) {
  System system("T6");
  Random random(1);
  const Index hidden = full ? 24 : 10;
  MatrixXd X;
  MatrixXd C;
  spirals(60, random, X, C);
  const auto weights = [&](Index rows, Index cols) {
    return MatrixXd(random.matrix(rows, cols) * 1.5 / std::sqrt(double(cols)));
  };
  deep_loss_objective objective(weights(hidden, 2), random.vector(hidden), weights(hidden, hidden),
                                VectorXd::Zero(hidden), weights(3, hidden), VectorXd::Zero(3), X, C);
  const Index n = objective.dimension();
  system.show("weights", double(n));
  const auto apply = [&](const VectorXd &v, VectorXd &Hv) { objective.hvp(v, Hv); };

  gateaux::Plot plot;
  plot.title = "Spectral density of the Hessian during training";
  plot.x_label = "eigenvalue";
  plot.y_label = "density";
  plot.log_y = true;

  // Descent with momentum, stopped at these steps for a look at the spectrum.
  const std::vector<Index> stops{0, 30, 100, 400, 2000};
  VectorXd w = objective.initial();
  VectorXd momentum = VectorXd::Zero(n);
  VectorXd g;
  Index step = 0;
  double exact = 0.0;
  double deviation = 0.0;
  std::vector<double> negative;
  for (const Index stop : stops) {
    for (; step < stop; ++step) {
      objective.gradient(w, g);
      momentum = 0.9 * momentum + g;
      w -= 0.05 * momentum;
    }
    const double loss = objective.linearize(w, g);
    MatrixXd H(n, n);
    VectorXd column;
    for (Index i = 0; i < n; ++i) {
      objective.hvp(VectorXd::Unit(n, i), column);
      H.col(i) = column;
    }
    const VectorXd mu = Eigen::SelfAdjointEigenSolver<MatrixXd>(0.5 * (H + H.transpose()),
                                                                Eigen::EigenvaluesOnly)
                            .eigenvalues();
    const double radius = std::max(-mu[0], mu[n - 1]);
    negative.push_back(-mu[0] / mu[n - 1]);

    // Unit vectors as probes: nothing is random, and four moments are exact with three steps.
    const gateaux::SpectralEstimate full_basis =
        gateaux::lanczos_quadrature_of(apply, MatrixXd::Identity(n, n), 12);
    gateaux::SpectrumOptions options;
    options.probes = 100;
    options.steps = 60;
    options.seed = 1 + std::uint64_t(stop);
    const gateaux::SpectralEstimate estimate =
        gateaux::stochastic_lanczos_quadrature(apply, n, options);
    for (int k = 1; k <= 4; ++k) {
      const double dense = mu.array().pow(k).mean();
      exact = std::max(exact, std::abs(full_basis.moment(k) - dense) / std::pow(radius, k));
      deviation = std::max(deviation,
                           std::abs(estimate.moment(k) - dense) / estimate.moment_error(k));
    }
    std::printf("  step %5td: loss %.4f, eigenvalues %.4f .. %.4f, by random probes %.4f .. %.4f\n",
                step, loss, mu[0], mu[n - 1], estimate.smallest(), estimate.largest());
    const VectorXd grid = VectorXd::LinSpaced(600, -2.0, 3.2);
    const VectorXd density = estimate.density(grid, 0.04);
    // The logarithmic axis ends at 1e-4; what is below leaves a gap.
    plot.add("step " + std::to_string(stop), grid, (density.array() > 1e-4).select(density, 0.0));
  }
  system.at_most("unit probes: moments 1-4, relative to the radius's power", exact, 1e-8);
  system.at_most("random probes: moments 1-4, in standard errors", deviation, 3.0);
  system.show("-smallest / largest eigenvalue at the start", negative.front());
  system.at_most("the same at the end, relative to the start", negative.back() / negative.front(),
                 0.2);
  plot.write("spectrum.png");
  system.picture("spectrum.png");
  return system.finish();
}

} // namespace

int main(int argc, char **argv) { return examples::run_systems(argc, argv, {{"T6", spectra}}); }
