// SPDX-License-Identifier: Apache-2.0
//
// Conjugate gradient against dense linear algebra.
#include "testing.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "gateaux/solvers/conjugate_gradient.hpp"

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using gateaux::CgOptions;
using gateaux::CgSummary;
using gateaux::Status;

struct Multiply {
  const MatrixXd &H;
  void operator()(const VectorXd &v, VectorXd &Hv) const { Hv.noalias() = H * v; }
};

MatrixXd positive_definite(Index n, double condition, unsigned seed) {
  const VectorXd eigenvalues =
      VectorXd::LinSpaced(n, 0.0, std::log(condition)).array().exp().matrix();
  return gateaux_test::symmetric_with(eigenvalues, seed);
}

TEST(ConjugateGradient, SolvesAsADenseFactorisationDoes) {
  const MatrixXd H = positive_definite(30, 100.0, 1);
  const VectorXd b = gateaux_test::random_vector(30, 2);
  VectorXd x;
  CgOptions options;
  options.max_iterations = 200;
  options.relative_tolerance = 1e-12;
  const CgSummary summary = gateaux::conjugate_gradient(Multiply{H}, b, x, options);
  EXPECT_EQ(summary.status, Status::Converged);
  EXPECT_TRUE(summary.converged());
  const VectorXd exact = H.llt().solve(b);
  EXPECT_LT((x - exact).norm(), 1e-10 * exact.norm());
  EXPECT_EQ(summary.evaluations.products, summary.iterations);
  EXPECT_NEAR(summary.quadratic, -0.5 * b.dot(exact), 1e-11 * std::abs(b.dot(exact)));
  EXPECT_NEAR(summary.initial_residual_norm, b.norm(), 1e-14);
  EXPECT_NE(summary.message.find("converged after"), std::string::npos) << summary.message;
}

TEST(ConjugateGradient, IteratesMinimiseOverTheKrylovSpace) {
  const MatrixXd H = positive_definite(40, 1e3, 3);
  const VectorXd b = gateaux_test::random_vector(40, 4);
  VectorXd x;
  std::vector<VectorXd> iterates;
  std::vector<double> quadratics;
  CgOptions options;
  options.max_iterations = 10;
  options.callback = [&](const gateaux::CgIteration &it) {
    iterates.push_back(it.x);
    quadratics.push_back(it.quadratic);
    EXPECT_EQ(it.iteration, Index(iterates.size()));
    EXPECT_NEAR(it.residual_norm, (b - H * it.x).norm(), 1e-10 * b.norm());
    return true;
  };
  const CgSummary summary = gateaux::conjugate_gradient(Multiply{H}, b, x, options);
  EXPECT_EQ(summary.status, Status::MaxIterations);
  ASSERT_EQ(iterates.size(), 10U);
  MatrixXd K(40, 0);
  VectorXd next = b;
  for (std::size_t k = 0; k < iterates.size(); ++k) {
    // An orthonormal basis of the Krylov space, by Gram-Schmidt twice.
    for (int pass = 0; pass < 2; ++pass)
      next -= K * (K.transpose() * next);
    K.conservativeResize(40, K.cols() + 1);
    K.rightCols(1) = next.normalized();
    next = H * K.rightCols(1);
    const VectorXd best = K * (K.transpose() * H * K).llt().solve(K.transpose() * b);
    EXPECT_LT((iterates[k] - best).norm(), 1e-9 * best.norm()) << k;
    EXPECT_NEAR(quadratics[k], 0.5 * best.dot(H * best) - b.dot(best), 1e-10 * b.squaredNorm());
  }
}

TEST(ConjugateGradient, EndsAfterAsManyStepsAsThereAreEigenvalues) {
  VectorXd eigenvalues(20);
  eigenvalues << VectorXd::Constant(8, 1.0), VectorXd::Constant(7, 4.0), VectorXd::Constant(5, 9.0);
  const MatrixXd H = gateaux_test::symmetric_with(eigenvalues, 5);
  VectorXd x;
  const CgSummary summary =
      gateaux::conjugate_gradient(Multiply{H}, gateaux_test::random_vector(20, 6), x);
  EXPECT_EQ(summary.status, Status::Converged);
  EXPECT_EQ(summary.iterations, 3);
}

TEST(ConjugateGradient, TheExactPreconditionerEndsInOneStep) {
  const MatrixXd H = positive_definite(25, 1e4, 7);
  const VectorXd b = gateaux_test::random_vector(25, 8);
  const Eigen::LLT<MatrixXd> factor(H);
  VectorXd x;
  CgOptions options;
  options.relative_tolerance = 1e-9;
  const CgSummary summary = gateaux::conjugate_gradient(
      Multiply{H}, b, x, options, [&](const VectorXd &r, VectorXd &z) { z = factor.solve(r); });
  EXPECT_EQ(summary.status, Status::Converged);
  EXPECT_EQ(summary.iterations, 1);
  EXPECT_LT((x - factor.solve(b)).norm(), 1e-9 * x.norm());
}

TEST(ConjugateGradient, StartsWhereItIsTold) {
  const MatrixXd H = positive_definite(10, 10.0, 9);
  const VectorXd b = gateaux_test::random_vector(10, 10);
  const VectorXd exact = H.llt().solve(b);
  VectorXd x = exact;
  CgSummary summary = gateaux::conjugate_gradient(Multiply{H}, b, x);
  EXPECT_EQ(summary.iterations, 0);
  EXPECT_EQ(summary.status, Status::Converged);
  EXPECT_NEAR(summary.quadratic, -0.5 * b.dot(exact), 1e-12);
  x = gateaux_test::random_vector(10, 11);
  CgOptions options;
  options.max_iterations = 50;
  summary = gateaux::conjugate_gradient(Multiply{H}, b, x, options);
  EXPECT_LT((x - exact).norm(), 1e-9);
  EXPECT_NEAR(summary.quadratic, -0.5 * b.dot(exact), 1e-12);
}

TEST(ConjugateGradient, AbsoluteToleranceAndZeroRightHandSide) {
  const MatrixXd H = positive_definite(10, 10.0, 9);
  VectorXd x;
  CgOptions options;
  options.relative_tolerance = 0.0;
  options.absolute_tolerance = 1e-3;
  const VectorXd b = gateaux_test::random_vector(10, 10);
  CgSummary summary = gateaux::conjugate_gradient(Multiply{H}, b, x, options);
  EXPECT_EQ(summary.status, Status::Converged);
  EXPECT_LE((b - H * x).norm(), 1.001e-3);
  EXPECT_GT(summary.iterations, 1);
  summary = gateaux::conjugate_gradient(Multiply{H}, VectorXd::Zero(10), x);
  EXPECT_EQ(summary.status, Status::Converged);
  EXPECT_EQ(x, VectorXd(VectorXd::Zero(10)));
}

TEST(ConjugateGradient, NegativeCurvatureWithoutTrustRegion) {
  // In the first iteration the direction itself is taken, later the last iterate is kept.
  const MatrixXd H{{-1.0, 0.0}, {0.0, -2.0}};
  const VectorXd b = VectorXd::Ones(2);
  VectorXd x;
  CgSummary summary = gateaux::conjugate_gradient(Multiply{H}, b, x);
  EXPECT_EQ(summary.status, Status::NegativeCurvature);
  EXPECT_EQ(x, b);
  EXPECT_DOUBLE_EQ(summary.curvature, -1.5);
  EXPECT_NE(summary.message.find("negative curvature"), std::string::npos);

  VectorXd eigenvalues(6);
  eigenvalues << -0.5, 1, 2, 3, 4, 5;
  const MatrixXd A = gateaux_test::symmetric_with(eigenvalues, 12);
  const VectorXd c = gateaux_test::random_vector(6, 13);
  VectorXd last;
  CgOptions options;
  options.callback = [&](const gateaux::CgIteration &it) {
    last = it.x;
    return true;
  };
  x.resize(0);
  summary = gateaux::conjugate_gradient(Multiply{A}, c, x, options);
  EXPECT_EQ(summary.status, Status::NegativeCurvature);
  EXPECT_GT(summary.iterations, 0);
  EXPECT_EQ(x, last);
  EXPECT_GT(x.dot(c), 0.0);
}

TEST(ConjugateGradient, SteihaugStaysInTheTrustRegion) {
  // Inside: the solution itself. Cut: the boundary. Negative curvature: the boundary as well.
  const MatrixXd H = positive_definite(12, 50.0, 14);
  const VectorXd b = gateaux_test::random_vector(12, 15);
  const VectorXd exact = H.llt().solve(b);
  CgOptions options;
  options.max_iterations = 60;
  options.trust_radius = 1.01 * exact.norm();
  VectorXd x;
  CgSummary summary = gateaux::conjugate_gradient(Multiply{H}, b, x, options);
  EXPECT_EQ(summary.status, Status::Converged);
  EXPECT_LT((x - exact).norm(), 1e-9 * exact.norm());

  options.trust_radius = 0.3 * exact.norm();
  x.resize(0);
  summary = gateaux::conjugate_gradient(Multiply{H}, b, x, options);
  EXPECT_EQ(summary.status, Status::TrustRegionBoundary);
  EXPECT_NEAR(x.norm(), options.trust_radius, 1e-12);
  EXPECT_NEAR(summary.quadratic, 0.5 * x.dot(H * x) - b.dot(x), 1e-12);
  EXPECT_NEAR(summary.final_residual_norm, (b - H * x).norm(), 1e-12);

  // A first step beyond the boundary: the Cauchy point, cut.
  options.trust_radius = 1e-3;
  x.resize(0);
  summary = gateaux::conjugate_gradient(Multiply{H}, b, x, options);
  EXPECT_LT((x - 1e-3 * b.normalized()).norm(), 1e-15);

  VectorXd eigenvalues(6);
  eigenvalues << -0.5, 1, 2, 3, 4, 5;
  const MatrixXd A = gateaux_test::symmetric_with(eigenvalues, 12);
  options.trust_radius = 50.0;
  x.resize(0);
  summary =
      gateaux::conjugate_gradient(Multiply{A}, gateaux_test::random_vector(6, 13), x, options);
  EXPECT_EQ(summary.status, Status::NegativeCurvature);
  EXPECT_NEAR(x.norm(), 50.0, 1e-10);
  EXPECT_LT(summary.quadratic, -100.0);
}

TEST(ConjugateGradient, TheTrustRegionIsMeasuredInThePreconditionersNorm) {
  const MatrixXd H = positive_definite(12, 50.0, 14);
  const VectorXd m = gateaux_test::random_vector(12, 16).array().abs() + 0.5;
  const VectorXd b = gateaux_test::random_vector(12, 15);
  const VectorXd start = gateaux_test::random_vector(12, 17);
  const auto jacobi = [&](const VectorXd &r, VectorXd &z) { z = r.cwiseQuotient(m); };
  for (const double radius : {0.01, 0.5, 1.0}) {
    CgOptions options;
    options.trust_radius = radius;
    VectorXd x = start;
    const CgSummary summary = gateaux::conjugate_gradient(Multiply{H}, b, x, options, jacobi);
    ASSERT_EQ(summary.status, Status::TrustRegionBoundary) << summary.message;
    const VectorXd d = x - start;
    EXPECT_NEAR(std::sqrt(d.dot(m.cwiseProduct(d))), radius, 1e-11);
  }
}

TEST(ConjugateGradient, BadPreconditionersAndNumbersEndIt) {
  const MatrixXd H = positive_definite(5, 10.0, 1);
  const VectorXd b = gateaux_test::random_vector(5, 2);
  VectorXd x;
  CgSummary summary = gateaux::conjugate_gradient(Multiply{H}, b, x, CgOptions(),
                                                  [](const VectorXd &r, VectorXd &z) { z = -r; });
  EXPECT_EQ(summary.status, Status::IndefinitePreconditioner);
  int calls = 0;
  summary = gateaux::conjugate_gradient(
      [&](const VectorXd &v, VectorXd &Hv) {
        Hv = H * v;
        if (++calls == 2)
          Hv[1] = std::nan("");
      },
      b, x);
  EXPECT_EQ(summary.status, Status::NotFinite);
  EXPECT_EQ(summary.iterations, 1);
  EXPECT_TRUE(x.allFinite());
  x.resize(0);
  const VectorXd infinite = VectorXd::Constant(5, std::numeric_limits<double>::infinity());
  EXPECT_EQ(gateaux::conjugate_gradient(Multiply{H}, infinite, x).status, Status::NotFinite);
}

TEST(ConjugateGradient, WrongLengthsAreNamed) {
  const MatrixXd H = positive_definite(5, 10.0, 1);
  VectorXd x = VectorXd::Zero(3);
  try {
    gateaux::conjugate_gradient(Multiply{H}, VectorXd::Ones(5), x);
    FAIL();
  } catch (const std::invalid_argument &error) {
    EXPECT_NE(std::string(error.what()).find("length 3"), std::string::npos) << error.what();
    EXPECT_NE(std::string(error.what()).find("length 5"), std::string::npos) << error.what();
  }
  x.resize(0);
  EXPECT_THROW(gateaux::conjugate_gradient([](const VectorXd &, VectorXd &Hv) { Hv.setZero(4); },
                                           VectorXd::Ones(5), x),
               std::invalid_argument);
}

TEST(ConjugateGradient, CallbackAndSlowProgressEndIt) {
  const MatrixXd H = positive_definite(200, 1e8, 18);
  const VectorXd b = gateaux_test::random_vector(200, 19);
  VectorXd x;
  CgOptions options;
  options.callback = [](const gateaux::CgIteration &it) { return it.iteration < 3; };
  EXPECT_EQ(gateaux::conjugate_gradient(Multiply{H}, b, x, options).status,
            Status::StoppedByCallback);
  CgOptions slow;
  slow.max_iterations = 2000;
  slow.relative_tolerance = 1e-14;
  slow.progress_tolerance = 5e-3;
  x.resize(0);
  const CgSummary summary = gateaux::conjugate_gradient(Multiply{H}, b, x, slow);
  EXPECT_EQ(summary.status, Status::Converged);
  EXPECT_GT(summary.final_residual_norm, 1e-14 * b.norm());
  EXPECT_NE(summary.message.find("hardly falls"), std::string::npos) << summary.message;
}

TEST(ConjugateGradient, RefreshedResidualsAreTrue) {
  const MatrixXd H = positive_definite(60, 1e9, 20);
  const VectorXd b = gateaux_test::random_vector(60, 21);
  VectorXd x;
  CgOptions options;
  options.max_iterations = 100;
  options.residual_refresh = 100;
  options.relative_tolerance = 0.0;
  const CgSummary summary = gateaux::conjugate_gradient(Multiply{H}, b, x, options);
  if (summary.iterations == 100) {
    EXPECT_NEAR(summary.final_residual_norm, (b - H * x).norm(),
                1e-12 * summary.final_residual_norm);
    EXPECT_EQ(summary.evaluations.products, 101);
  }
}

TEST(ConjugateGradient, WorksInFloat) {
  const Eigen::MatrixXf H = positive_definite(8, 5.0, 22).cast<float>();
  const Eigen::VectorXf b = gateaux_test::random_vector(8, 23).cast<float>();
  Eigen::VectorXf x;
  gateaux::BasicCgOptions<float> options;
  options.relative_tolerance = 1e-5;
  const CgSummary summary = gateaux::conjugate_gradient(
      [&](const Eigen::VectorXf &v, Eigen::VectorXf &Hv) { Hv = H * v; }, b, x, options);
  EXPECT_TRUE(summary.converged()) << summary.message;
  EXPECT_LT((H * x - b).norm(), 1e-4F * b.norm());
}

} // namespace
