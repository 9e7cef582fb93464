// SPDX-License-Identifier: Apache-2.0
//
// Line search, gradient descent and Gauss-Newton against closed forms.
#include "testing.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "gateaux/solvers.hpp"

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using gateaux::Iteration;
using gateaux::Status;
using gateaux::Summary;

/// f(w) = |r(w)|^2 / 2 for a residual with a Jacobian, with the members of a generated objective.
template <typename Residual>
class LeastSquares {
public:
  explicit LeastSquares(Residual residual) : residual_(residual) {}
  Index dimension() const { return residual_.dimension(); }
  double value(const VectorXd &w) {
    ++values;
    return 0.5 * residual_.value(w).squaredNorm();
  }
  double gradient(const VectorXd &w, VectorXd &g) { return linearize(w, g); }
  double linearize(const VectorXd &w, VectorXd &g) {
    ++gradients;
    const VectorXd r = residual_.value(w);
    J_ = residual_.jacobian(w);
    g = J_.transpose() * r;
    return 0.5 * r.squaredNorm();
  }
  void ggnvp(const VectorXd &v, VectorXd &gv) {
    ++products;
    gv = J_.transpose() * (J_ * v);
  }
  Index values = 0;
  Index gradients = 0;
  Index products = 0;

private:
  Residual residual_;
  MatrixXd J_;
};

struct Affine {
  MatrixXd A;
  VectorXd b;
  Index dimension() const { return A.cols(); }
  VectorXd value(const VectorXd &w) const { return A * w - b; }
  MatrixXd jacobian(const VectorXd &) const { return A; }
};

/// Rosenbrock's function, whose minimum is (1, 1) with value 0.
struct Rosenbrock {
  Index dimension() const { return 2; }
  VectorXd value(const VectorXd &w) const {
    return VectorXd{{10.0 * (w[1] - w[0] * w[0]), 1.0 - w[0]}};
  }
  MatrixXd jacobian(const VectorXd &w) const { return MatrixXd{{-20.0 * w[0], 10.0}, {-1.0, 0.0}}; }
};

/// A residual that is not finite for w > 2.
struct Domain {
  Index dimension() const { return 1; }
  VectorXd value(const VectorXd &w) const { return VectorXd::Constant(1, std::log(2.0 - w[0])); }
  MatrixXd jacobian(const VectorXd &w) const {
    return MatrixXd::Constant(1, 1, -1.0 / (2.0 - w[0]));
  }
};

Affine affine(Index rows, Index cols) {
  return {gateaux_test::random_matrix(rows, cols, 1), gateaux_test::random_vector(rows, 2)};
}

TEST(Armijo, AcceptsTheFirstGoodStepAndInterpolates) {
  // f(t) = (t - 0.1)^2: from t = 1 the parabola's minimiser is exact.
  const auto phi = [](double t) { return (t - 0.1) * (t - 0.1); };
  auto result = gateaux::armijo_line_search(phi, 0.01, -0.2, 1.0);
  EXPECT_TRUE(result.success);
  EXPECT_NEAR(result.step, 0.1, 1e-15);
  EXPECT_EQ(result.evaluations, 2);
  result = gateaux::armijo_line_search(phi, 0.01, -0.2, 0.15);
  EXPECT_EQ(result.step, 0.15);
  EXPECT_EQ(result.evaluations, 1);
}

TEST(Armijo, ShortensOverValuesThatAreNotFiniteAndGivesUp) {
  auto result = gateaux::armijo_line_search([](double t) { return t > 1e-3 ? std::nan("") : -t; },
                                            0.0, -1.0, 1.0);
  EXPECT_TRUE(result.success);
  EXPECT_LE(result.step, 1e-3);
  result = gateaux::armijo_line_search([](double t) { return 1.0 + t; }, 1.0, -1.0, 1.0);
  EXPECT_FALSE(result.success);
  EXPECT_EQ(result.evaluations, 40);
}

TEST(Armijo, BesideAMinimumNoiseIsNoObstacle) {
  // The promised decrease, 1e-16, cannot show in a value of 1 that rounding has raised a little.
  const auto phi = [](double) { return 1.0 + 4e-16; };
  EXPECT_TRUE(gateaux::armijo_line_search(phi, 1.0, -1e-16, 1.0).success);
  EXPECT_FALSE(gateaux::armijo_line_search(phi, 1.0, -1e-3, 1.0).success);
}

TEST(GaussNewton, OneStepSolvesLinearLeastSquares) {
  const Affine problem = affine(30, 8);
  LeastSquares<Affine> objective(problem);
  VectorXd w = VectorXd::Zero(8);
  gateaux::GaussNewtonOptions options;
  options.largest_forcing = 1e-12;
  options.relative_gradient_tolerance = 1e-9;
  const Summary summary = gateaux::gauss_newton_cg(objective, w, options);
  EXPECT_EQ(summary.status, Status::Converged) << summary.message;
  EXPECT_EQ(summary.iterations, 1);
  const VectorXd exact = problem.A.householderQr().solve(problem.b);
  EXPECT_LT((w - exact).norm(), 1e-9 * exact.norm());
  EXPECT_EQ(summary.evaluations.values, objective.values);
  EXPECT_EQ(summary.evaluations.gradients, objective.gradients);
  EXPECT_EQ(summary.evaluations.products, objective.products);
  EXPECT_NEAR(summary.final_value, 0.5 * (problem.A * exact - problem.b).squaredNorm(), 1e-12);
  EXPECT_DOUBLE_EQ(summary.initial_value, 0.5 * problem.b.squaredNorm());
}

TEST(GaussNewton, DampingSolvesTheDampedSystem) {
  const Affine problem = affine(20, 5);
  LeastSquares<Affine> objective(problem);
  VectorXd w = VectorXd::Zero(5);
  gateaux::GaussNewtonOptions options;
  options.max_iterations = 1;
  options.largest_forcing = 1e-13;
  options.damping = 3.0;
  const Summary summary = gateaux::gauss_newton_cg(objective, w, options);
  EXPECT_EQ(summary.status, Status::MaxIterations);
  const MatrixXd G = problem.A.transpose() * problem.A + 3.0 * MatrixXd::Identity(5, 5);
  EXPECT_LT((w - G.llt().solve(problem.A.transpose() * problem.b)).norm(), 1e-11);
}

TEST(GaussNewton, FindsRosenbrocksMinimum) {
  LeastSquares<Rosenbrock> objective{Rosenbrock()};
  VectorXd w{{-1.2, 1.0}};
  std::vector<double> values;
  gateaux::GaussNewtonOptions options;
  options.relative_gradient_tolerance = 1e-12;
  options.callback = [&](const Iteration &it) {
    EXPECT_EQ(it.iteration, Index(values.size()));
    values.push_back(it.value);
    return true;
  };
  const Summary summary = gateaux::gauss_newton_cg(objective, w, options);
  EXPECT_EQ(summary.status, Status::Converged) << summary.message;
  EXPECT_LT((w - VectorXd::Ones(2)).norm(), 1e-10);
  EXPECT_EQ(Index(values.size()), summary.iterations + 1);
  EXPECT_EQ(values.back(), summary.final_value);
  EXPECT_LT(summary.iterations, 60);
}

TEST(GaussNewton, StaysInsideTheDomain) {
  LeastSquares<Domain> objective{Domain()};
  VectorXd w = VectorXd::Constant(1, -20.0); // The full step from here leaves the domain.
  gateaux::GaussNewtonOptions options;
  options.relative_gradient_tolerance = 1e-12;
  const Summary summary = gateaux::gauss_newton_cg(objective, w, options);
  EXPECT_EQ(summary.status, Status::Converged) << summary.message;
  EXPECT_NEAR(w[0], 1.0, 1e-9);

  w[0] = 5.0;
  const Summary outside = gateaux::gauss_newton_cg(objective, w, options);
  EXPECT_EQ(outside.status, Status::NotFinite);
  EXPECT_EQ(w[0], 5.0);
  EXPECT_NE(outside.message.find("at the start"), std::string::npos) << outside.message;
}

TEST(GaussNewton, TargetCallbackAndLengths) {
  LeastSquares<Rosenbrock> objective{Rosenbrock()};
  VectorXd w{{-1.2, 1.0}};
  gateaux::GaussNewtonOptions options;
  options.target_value = 1e-3;
  Summary summary = gateaux::gauss_newton_cg(objective, w, options);
  EXPECT_EQ(summary.status, Status::TargetReached);
  EXPECT_LE(summary.final_value, 1e-3);
  EXPECT_TRUE(summary.converged());

  w = VectorXd{{-1.2, 1.0}};
  gateaux::GaussNewtonOptions stopped;
  stopped.callback = [](const Iteration &it) { return it.iteration < 2; };
  summary = gateaux::gauss_newton_cg(objective, w, stopped);
  EXPECT_EQ(summary.status, Status::StoppedByCallback);
  EXPECT_EQ(summary.iterations, 2);

  VectorXd wrong = VectorXd::Zero(3);
  try {
    gateaux::gauss_newton_cg(objective, wrong);
    FAIL();
  } catch (const std::invalid_argument &error) {
    EXPECT_NE(std::string(error.what()).find("3"), std::string::npos);
    EXPECT_NE(std::string(error.what()).find("2"), std::string::npos);
  }
}

TEST(GradientDescent, FixedStepsShrinkEachEigendirectionAsPredicted) {
  const VectorXd h{{0.5, 1.0, 4.0}};
  LeastSquares<Affine> objective(
      Affine{MatrixXd(h.cwiseSqrt().asDiagonal()), VectorXd(VectorXd::Zero(3))});
  VectorXd w = VectorXd::Ones(3);
  gateaux::GradientDescentOptions options;
  options.rule = gateaux::StepRule::Fixed;
  options.step = 0.3;
  options.max_iterations = 25;
  options.relative_gradient_tolerance = 0.0;
  const Summary summary = gateaux::gradient_descent(objective, w, options);
  EXPECT_EQ(summary.status, Status::MaxIterations);
  EXPECT_EQ(summary.iterations, 25);
  for (Index i = 0; i < 3; ++i)
    EXPECT_NEAR(w[i], std::pow(1.0 - 0.3 * h[i], 25), 1e-14);
  EXPECT_EQ(summary.evaluations.gradients, 26);
  EXPECT_EQ(summary.evaluations.values, 0);
  EXPECT_DOUBLE_EQ(summary.evaluations.gradient_equivalents(), 26.0);
}

TEST(GradientDescent, DivergenceEndsWithTheLastFinitePoint) {
  LeastSquares<Affine> objective(Affine{MatrixXd::Identity(2, 2), VectorXd(VectorXd::Zero(2))});
  VectorXd w = VectorXd::Ones(2);
  gateaux::GradientDescentOptions options;
  options.rule = gateaux::StepRule::Fixed;
  options.step = 1e6;
  options.max_iterations = 100000;
  const Summary summary = gateaux::gradient_descent(objective, w, options);
  EXPECT_EQ(summary.status, Status::NotFinite);
  EXPECT_LT(summary.iterations, 60);
  EXPECT_TRUE(w.allFinite());
  EXPECT_TRUE(std::isfinite(summary.final_value));
}

TEST(GradientDescent, ArmijoFindsTheLeastSquaresSolution) {
  const Affine problem = affine(40, 4);
  LeastSquares<Affine> objective(problem);
  VectorXd w = VectorXd::Zero(4);
  gateaux::GradientDescentOptions options;
  options.relative_gradient_tolerance = 1e-10;
  const Summary summary = gateaux::gradient_descent(objective, w, options);
  EXPECT_EQ(summary.status, Status::Converged) << summary.message;
  const VectorXd exact = problem.A.householderQr().solve(problem.b);
  EXPECT_LT((w - exact).norm(), 1e-8 * exact.norm());
  EXPECT_EQ(summary.evaluations.values, objective.values);
  EXPECT_EQ(summary.evaluations.gradients, objective.gradients);
}

TEST(GradientDescent, AWrongGradientFailsTheLineSearch) {
  struct Wrong {
    Index dimension() const { return 2; }
    double value(const VectorXd &w) { return w.squaredNorm(); }
    double gradient(const VectorXd &w, VectorXd &g) {
      g = -2.0 * w;
      return w.squaredNorm();
    }
  } objective;
  VectorXd w = VectorXd::Ones(2);
  const Summary summary = gateaux::gradient_descent(objective, w);
  EXPECT_EQ(summary.status, Status::LineSearchFailed);
  EXPECT_EQ(w, VectorXd(VectorXd::Ones(2)));
  EXPECT_NE(summary.message.find("line search failed"), std::string::npos) << summary.message;
  VectorXd longer = VectorXd::Ones(4);
  EXPECT_THROW(gateaux::gradient_descent(objective, longer), std::invalid_argument);
}

} // namespace
