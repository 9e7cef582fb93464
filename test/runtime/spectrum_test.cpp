// SPDX-License-Identifier: Apache-2.0
//
// Eigenvalues, spectral densities, traces and indefinite systems against dense answers.
#include "testing.hpp"

#include <cmath>
#include <stdexcept>

#include "gateaux/solvers/lanczos.hpp"
#include "gateaux/solvers/minres.hpp"
#include "gateaux/solvers/spectrum.hpp"

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// The product with a matrix.
auto product(const MatrixXd &A) {
  return [A](const VectorXd &v, VectorXd &Av) { Av = A * v; };
}

VectorXd spectrum_of_30() {
  VectorXd mu = VectorXd::LinSpaced(30, -2.0, 3.0);
  mu[29] = 7.0;
  return mu;
}

TEST(PowerIteration, FindsTheLargestMagnitude) {
  const MatrixXd A = gateaux_test::symmetric_with(spectrum_of_30(), 1);
  VectorXd v;
  gateaux::PowerOptions options;
  options.seed = 2; // With the seed of A the start would be its first eigenvector.
  const gateaux::EigenSummary summary = gateaux::power_iteration(product(A), 30, v, options);
  EXPECT_TRUE(summary.converged()) << summary.message;
  EXPECT_NEAR(summary.eigenvalue, 7.0, 1e-10);
  EXPECT_LT((A * v - 7.0 * v).norm(), 1e-6);
}

TEST(PowerIteration, SaysWhenItDoesNotConverge) {
  const MatrixXd A = Eigen::Vector2d(1.0, -1.0).asDiagonal();
  VectorXd v = Eigen::Vector2d(1.0, 1.0);
  const gateaux::EigenSummary summary = gateaux::power_iteration(product(A), 2, v);
  EXPECT_EQ(summary.status, gateaux::Status::MaxIterations);
  EXPECT_NE(summary.message.find("iteration limit"), std::string::npos);
}

TEST(Lanczos, AllStepsGiveTheWholeSpectrum) {
  const VectorXd mu = spectrum_of_30();
  const MatrixXd A = gateaux_test::symmetric_with(mu, 2);
  const gateaux::LanczosResult found = gateaux::lanczos(product(A), 30);
  ASSERT_EQ(found.steps(), 30);
  EXPECT_LT((found.values - mu).norm(), 1e-11);
  EXPECT_LT((found.basis.transpose() * found.basis - MatrixXd::Identity(30, 30)).norm(), 1e-12);
  const VectorXd q = found.vector(29);
  EXPECT_LT((A * q - 7.0 * q).norm(), 1e-10);
}

TEST(Lanczos, ResidualsAreThoseOfTheRitzPairs) {
  const MatrixXd A = gateaux_test::symmetric_with(spectrum_of_30(), 3);
  gateaux::LanczosOptions options;
  options.steps = 12;
  const gateaux::LanczosResult found = gateaux::lanczos(product(A), 30, options);
  ASSERT_EQ(found.steps(), 12);
  for (Index i = 0; i < 12; ++i) {
    const VectorXd q = found.vector(i);
    EXPECT_NEAR((A * q - found.values[i] * q).norm(), found.residual[i], 1e-10);
  }
}

TEST(Lanczos, StopsWhereTheKrylovSpaceEnds) {
  const MatrixXd A = Eigen::Vector4d(1.0, 1.0, 1.0, 5.0).asDiagonal();
  const gateaux::LanczosResult found =
      gateaux::lanczos(product(A), VectorXd(Eigen::Vector4d(1.0, 1.0, 1.0, 1.0)));
  EXPECT_EQ(found.steps(), 2);
  EXPECT_NEAR(found.values[0], 1.0, 1e-14);
  EXPECT_NEAR(found.values[1], 5.0, 1e-14);
  EXPECT_THROW(gateaux::lanczos(product(A), VectorXd(VectorXd::Zero(4))), std::invalid_argument);
}

TEST(ExtremeEigenvalues, BothEnds) {
  const MatrixXd A = gateaux_test::symmetric_with(VectorXd::LinSpaced(200, -1.0, 4.0), 4);
  const gateaux::ExtremeEigenvalues found = gateaux::extreme_eigenvalues(product(A), 200);
  EXPECT_TRUE(found.converged);
  EXPECT_NEAR(found.smallest, -1.0, 1e-8);
  EXPECT_NEAR(found.largest, 4.0, 1e-8);
  EXPECT_LT((A * found.smallest_vector + found.smallest_vector).norm(), 1e-6);
}

TEST(Quadrature, MomentsAreExactWithABasis) {
  const VectorXd mu = spectrum_of_30();
  const MatrixXd A = gateaux_test::symmetric_with(mu, 5);
  const auto estimate =
      gateaux::lanczos_quadrature_of(product(A), MatrixXd(MatrixXd::Identity(30, 30)), 4);
  for (int k = 0; k <= 7; ++k) // Four nodes are exact up to degree seven.
    EXPECT_NEAR(estimate.moment(k), mu.array().pow(k).mean(), 1e-12 * std::pow(7.0, k)) << k;
  EXPECT_GT(std::abs(estimate.moment(8) - mu.array().pow(8).mean()), 1e-9 * std::pow(7.0, 8));
}

TEST(Quadrature, RandomProbesAreUnbiased) {
  const VectorXd mu = spectrum_of_30();
  const MatrixXd A = gateaux_test::symmetric_with(mu, 6);
  gateaux::SpectrumOptions options;
  options.probes = 400;
  options.steps = 30;
  const auto estimate = gateaux::stochastic_lanczos_quadrature(product(A), 30, options);
  for (int k = 1; k <= 4; ++k)
    EXPECT_LT(std::abs(estimate.moment(k) - mu.array().pow(k).mean()),
              3.0 * estimate.moment_error(k));
  EXPECT_NEAR(estimate.smallest(), -2.0, 1e-8);
  EXPECT_NEAR(estimate.largest(), 7.0, 1e-8);
  EXPECT_NEAR(estimate.below(0.0), 12.0 / 30.0, 0.05);
  // A density integrates to one.
  const VectorXd grid = VectorXd::LinSpaced(2001, -5.0, 10.0);
  EXPECT_NEAR(estimate.density(grid, 0.1).sum() * 15.0 / 2000.0, 1.0, 1e-6);
}

TEST(Hutchinson, TraceAndDiagonal) {
  const MatrixXd A = gateaux_test::symmetric_with(spectrum_of_30(), 7);
  gateaux::HutchinsonOptions options;
  options.samples = 2000;
  const auto trace = gateaux::hutchinson_trace(product(A), 30, options);
  EXPECT_LT(std::abs(trace.value - A.trace()), 3.0 * trace.standard_error);
  EXPECT_EQ(trace.products, 2000);
  // The variance is known: twice the squares off the diagonal.
  const double squares = A.squaredNorm() - A.diagonal().squaredNorm();
  EXPECT_NEAR(trace.standard_error, std::sqrt(2.0 * squares / 2000.0), 0.2 * trace.standard_error);
  const VectorXd diagonal = gateaux::hutchinson_diagonal(product(A), 30, options);
  EXPECT_LT((diagonal - A.diagonal()).cwiseAbs().maxCoeff(), 0.3);
  const MatrixXd D = A.diagonal().asDiagonal();
  EXPECT_LT((gateaux::hutchinson_diagonal(product(D), 30, {1, 1}) - A.diagonal()).norm(), 1e-13);
}

TEST(Minres, SolvesIndefiniteSystems) {
  VectorXd mu = spectrum_of_30();
  const MatrixXd A = gateaux_test::symmetric_with(mu, 8);
  const VectorXd b = gateaux_test::random_vector(30, 9);
  VectorXd x;
  gateaux::MinresOptions options;
  options.max_iterations = 60;
  const gateaux::MinresSummary summary = gateaux::minres(product(A), b, x, options);
  EXPECT_TRUE(summary.converged()) << summary.message;
  EXPECT_FALSE(summary.least_squares);
  EXPECT_LT((A * x - b).norm(), 1e-8 * b.norm());
  EXPECT_NEAR((A * x - b).norm(), summary.final_residual_norm, 1e-9 * b.norm());
}

TEST(Minres, MinimisesTheResidualOverTheKrylovSpace) {
  const MatrixXd A = gateaux_test::symmetric_with(spectrum_of_30(), 10);
  const VectorXd b = gateaux_test::random_vector(30, 11);
  MatrixXd krylov(30, 6);
  for (Index k = 1; k <= 6; ++k) {
    krylov.col(k - 1) = k == 1 ? b : VectorXd(A * krylov.col(k - 2));
    krylov.col(k - 1).normalize();
    const MatrixXd AK = A * krylov.leftCols(k);
    const VectorXd best = AK.colPivHouseholderQr().solve(b);
    VectorXd x;
    gateaux::MinresOptions options;
    options.max_iterations = k;
    options.relative_tolerance = 0.0;
    gateaux::minres(product(A), b, x, options);
    EXPECT_NEAR((A * x - b).norm(), (AK * best - b).norm(), 1e-10 * b.norm()) << k;
  }
}

TEST(Minres, SingularSystemsAndStarts) {
  // The second equation cannot be met: 0 x = 1.
  const MatrixXd A = Eigen::Vector3d(2.0, 0.0, -4.0).asDiagonal();
  const VectorXd b = Eigen::Vector3d(2.0, 1.0, 4.0);
  VectorXd x;
  gateaux::MinresOptions options;
  options.max_iterations = 10;
  const gateaux::MinresSummary summary = gateaux::minres(product(A), b, x, options);
  EXPECT_TRUE(summary.converged()) << summary.message;
  EXPECT_TRUE(summary.least_squares);
  EXPECT_NEAR(summary.final_residual_norm, 1.0, 1e-10);
  EXPECT_NEAR(x[0], 1.0, 1e-10);
  EXPECT_NEAR(x[2], -1.0, 1e-10);
  // From the solution, nothing is to be done.
  const MatrixXd B = Eigen::Vector3d(2.0, 1.0, -4.0).asDiagonal();
  VectorXd y = Eigen::Vector3d(1.0, 1.0, -1.0);
  EXPECT_EQ(gateaux::minres(product(B), b, y).iterations, 0);
  VectorXd wrong = VectorXd::Ones(2);
  EXPECT_THROW(gateaux::minres(product(B), b, wrong), std::invalid_argument);
}

} // namespace
