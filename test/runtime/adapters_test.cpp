// SPDX-License-Identifier: Apache-2.0
//
// Objectives in other people's solvers, those that are installed.
#include "objectives.hpp"

#include <memory>
#include <vector>

#ifdef GATEAUX_TEST_CERES
#include "gateaux/adapters/ceres.hpp"
#endif
#ifdef GATEAUX_TEST_NLOPT
#include "gateaux/adapters/nlopt.hpp"
#endif

namespace {

using gateaux_test::Banana;
using gateaux_test::DenseObjective;
using gateaux_test::Index;
using gateaux_test::MatrixXd;
using gateaux_test::VectorXd;

#ifdef GATEAUX_TEST_CERES
TEST(CeresAdapter, FirstOrderFunction) {
  DenseObjective<Banana> f{Banana()};
  ceres::GradientProblem problem(new gateaux::CeresFirstOrderFunction<DenseObjective<Banana>>(f));
  double w[2] = {-1.2, 1.0};
  ceres::GradientProblemSolver::Options options;
  options.logging_type = ceres::SILENT;
  options.max_num_iterations = 200;
  options.function_tolerance = 0.0;
  ceres::GradientProblemSolver::Summary summary;
  ceres::Solve(options, problem, w, &summary);
  EXPECT_NEAR(w[0], 1.0, 1e-5) << summary.BriefReport();
  EXPECT_NEAR(w[1], 1.0, 1e-5);
}

/// A residual objective that is not square, so that a transposed Jacobian would show.
struct Line {
  VectorXd x = VectorXd::LinSpaced(7, 0.0, 3.0);
  VectorXd y = 2.0 * x.array() - 0.5;
  Index dimension() const { return 2; }
  Index residuals() const { return 7; }
  void value(const VectorXd &w, VectorXd &r) { r = w[0] * x.array() + w[1] - y.array(); }
  void jacobian(const VectorXd &, MatrixXd &J) {
    J.resize(7, 2);
    J.col(0) = x;
    J.col(1).setOnes();
  }
};

TEST(CeresAdapter, CostFunction) {
  Line line;
  ceres::Problem problem;
  double w[2] = {0.0, 0.0};
  problem.AddResidualBlock(new gateaux::CeresCostFunction<Line>(line), nullptr, w);
  ceres::Solver::Options options;
  options.logging_type = ceres::SILENT;
  ceres::Solver::Summary summary;
  ceres::Solve(options, &problem, &summary);
  EXPECT_NEAR(w[0], 2.0, 1e-6) << summary.BriefReport();
  EXPECT_NEAR(w[1], -0.5, 1e-6);
}
#endif

#ifdef GATEAUX_TEST_NLOPT
TEST(NloptAdapter, MinimizeAndConstrain) {
  DenseObjective<Banana> f{Banana()};
  nlopt::opt optimizer(nlopt::LD_LBFGS, 2);
  gateaux::nlopt_minimize(optimizer, f);
  optimizer.set_xtol_rel(1e-10);
  std::vector<double> w{-1.2, 1.0};
  double value = 0.0;
  optimizer.optimize(w, value);
  EXPECT_NEAR(w[0], 1.0, 1e-5);
  EXPECT_NEAR(w[1], 1.0, 1e-5);

  // The point of the unit disc that is nearest to (2, 0).
  using gateaux_test::Quadratic;
  DenseObjective<Quadratic> goal(Quadratic{2.0 * MatrixXd::Identity(2, 2), Eigen::Vector2d(4, 0)});
  struct Disc : Quadratic {
    double value(const VectorXd &x) const { return Quadratic::value(x) - 1.0; }
  };
  DenseObjective<Disc> disc(Disc{{2.0 * MatrixXd::Identity(2, 2), VectorXd::Zero(2)}});
  nlopt::opt constrained(nlopt::LD_SLSQP, 2);
  gateaux::nlopt_minimize(constrained, goal);
  gateaux::nlopt_constrain(constrained, disc, 1e-10);
  constrained.set_xtol_rel(1e-10);
  w = {0.1, 0.2};
  constrained.optimize(w, value);
  EXPECT_NEAR(w[0], 1.0, 1e-6);
  EXPECT_NEAR(w[1], 0.0, 1e-6);
}
#endif

} // namespace
