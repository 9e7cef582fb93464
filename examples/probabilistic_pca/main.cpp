// SPDX-License-Identifier: Apache-2.0
//
// Probabilistic principal components by gradient on the likelihood: the system J4 of README.md.
#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <gateaux/plot.hpp>
#include <gateaux/solvers/gradient_descent.hpp>

#include "../common/system.hpp"
#include "likelihood.gateaux.hpp"

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using examples::Random;
using examples::relative_difference;
using examples::System;

/// The largest angle between the spaces that the columns of A and B span.
double subspace_angle(const MatrixXd &A, const MatrixXd &B) {
  const auto basis = [](const MatrixXd &C) {
    const Eigen::HouseholderQR<MatrixXd> qr(C);
    return MatrixXd(qr.householderQ() * MatrixXd::Identity(C.rows(), C.cols()));
  };
  const MatrixXd Q = basis(A);
  const MatrixXd P = basis(B);
  // The sine: what of P's basis lies outside Q's space.
  const MatrixXd outside = P - Q * (Q.transpose() * P);
  return std::asin(std::min(1.0, Eigen::JacobiSVD<MatrixXd>(outside).singularValues()[0]));
}

bool latent_variables(bool) {
  System system("J4");
  Random random(1);
  const Index m = 6;
  const Index n = 1000;
  const MatrixXd W_true = random.matrix(m, 2);
  const VectorXd b_true = random.vector(m);
  const MatrixXd X =
      ((W_true * random.matrix(2, n) + 0.5 * random.matrix(m, n)).colwise() + b_true);

  // The maximum of the likelihood by its gradient.
  negative_log_likelihood_objective objective(random.matrix(m, 2), VectorXd::Zero(m), 0.0, X);
  VectorXd w = objective.initial();
  gateaux::GradientDescentOptions options;
  options.max_iterations = 20000;
  options.relative_gradient_tolerance = 1e-8;
  const gateaux::Summary summary = gateaux::gradient_descent(objective, w, options);
  std::printf("  %s\n", summary.message.c_str());
  MatrixXd W(m, 2);
  VectorXd b(m);
  double log_s = 0.0;
  objective.unpack(w, W, b, log_s);
  const double s = std::exp(log_s);

  // In closed form: s is the mean of the eigenvalues left out, W = U (Lambda - s I)^1/2.
  const VectorXd mean = X.rowwise().mean();
  const MatrixXd R = X.colwise() - mean;
  const Eigen::SelfAdjointEigenSolver<MatrixXd> eigen(R * R.transpose() / double(n));
  const MatrixXd U = eigen.eigenvectors().rightCols(2);
  const double s_closed = eigen.eigenvalues().head(m - 2).mean();
  const VectorXd gain = eigen.eigenvalues().tail(2).array() - s_closed;
  const MatrixXd closed =
      U * gain.asDiagonal() * U.transpose() + s_closed * MatrixXd::Identity(m, m);
  const MatrixXd covariance = W * W.transpose() + s * MatrixXd::Identity(m, m);
  system.at_most("angle to the space of the eigenvectors", subspace_angle(U, W), 1e-3);
  system.at_most("W W' + s I against the closed form", relative_difference(covariance, closed), 1e-3);
  system.at_most("b against the mean", relative_difference(b, mean), 1e-3);

  // New examples: h from its prior, then x given h.
  const Index samples = 100000;
  Random sampler(2);
  const MatrixXd H = sampler.matrix(2, samples);
  const MatrixXd drawn = (W * H + std::sqrt(s) * sampler.matrix(m, samples)).colwise() + b;
  const VectorXd drawn_mean = drawn.rowwise().mean();
  const MatrixXd D = drawn.colwise() - drawn_mean;
  const MatrixXd sampled = D * D.transpose() / double(samples - 1);
  double worst = 0.0;
  for (Index i = 0; i < m; ++i) {
    for (Index j = 0; j <= i; ++j) {
      const double error =
          std::sqrt((covariance(i, i) * covariance(j, j) + covariance(i, j) * covariance(i, j)) /
                    double(samples));
      worst = std::max(worst, std::abs(sampled(i, j) - covariance(i, j)) / error);
    }
  }
  system.at_most("covariance of 100,000 samples, in standard errors", worst, 3.0);

  // The posterior of h is N(M^-1 W'(x - b), s M^-1); by Bayes' rule on a grid it is the same.
  const MatrixXd M_inverse = (W.transpose() * W + s * MatrixXd::Identity(2, 2)).inverse();
  double posterior = 0.0;
  for (Index k = 0; k < 3; ++k) {
    const VectorXd x = X.col(k);
    const VectorXd expected = M_inverse * W.transpose() * (x - b);
    VectorXd sum = VectorXd::Zero(2);
    MatrixXd square = MatrixXd::Zero(2, 2);
    double total = 0.0;
    for (double u = -6.0; u <= 6.0; u += 0.02) {
      for (double v = -6.0; v <= 6.0; v += 0.02) {
        const Eigen::Vector2d h(u, v);
        const double density =
            std::exp(-0.5 * (x - W * h - b).squaredNorm() / s - 0.5 * h.squaredNorm());
        total += density;
        sum += density * h;
        square += density * h * h.transpose();
      }
    }
    const VectorXd by_grid = sum / total;
    const MatrixXd spread = square / total - by_grid * by_grid.transpose();
    posterior = std::max(posterior, relative_difference(by_grid, expected));
    posterior = std::max(posterior, relative_difference(spread, MatrixXd(s * M_inverse)));
  }
  system.at_most("posterior of h against Bayes' rule on a grid", posterior, 1e-6);

  gateaux::Plot plot;
  plot.title = "Data and samples of the model, in the plane of the principal components";
  plot.x_label = "first component";
  plot.y_label = "second component";
  const MatrixXd data = U.transpose() * R;
  const MatrixXd model = U.transpose() * (drawn.leftCols(n).colwise() - mean);
  plot.add("data", data.row(1), data.row(0), gateaux::Series::Style::Points);
  plot.add("samples", model.row(1), model.row(0), gateaux::Series::Style::Points);
  plot.write("samples.png");
  system.picture("samples.png");
  return system.finish();
}

} // namespace

int main(int argc, char **argv) {
  return examples::run_systems(argc, argv, {{"J4", latent_variables}});
}
