// SPDX-License-Identifier: Apache-2.0
//
// Newton's methods, Levenberg-Marquardt, the Wolfe search, implicit differentiation and the checks by
// Taylor remainders against closed forms.
#include "objectives.hpp"

#include <limits>
#include <stdexcept>
#include <string>

#include "gateaux/solvers.hpp"

#if __has_include(<LBFGS.h>)
#include "gateaux/adapters/lbfgs.hpp"
#endif

namespace {

using gateaux::Status;
using gateaux_test::Banana;
using gateaux_test::DenseObjective;
using gateaux_test::Index;
using gateaux_test::MatrixXd;
using gateaux_test::Quadratic;
using gateaux_test::TwoWells;
using gateaux_test::VectorXd;

Quadratic some_quadratic() {
  return {gateaux_test::symmetric_with(VectorXd::LinSpaced(20, 0.1, 5.0), 1),
          gateaux_test::random_vector(20, 2)};
}

TEST(Newton, OneStepOnAQuadratic) {
  DenseObjective<Quadratic> f(some_quadratic());
  VectorXd w = gateaux_test::random_vector(20, 3);
  const gateaux::Summary summary = gateaux::newton(f, w);
  EXPECT_TRUE(summary.converged()) << summary.message;
  EXPECT_EQ(summary.iterations, 1);
  EXPECT_LT((w - f.f.A.ldlt().solve(f.f.b)).norm(), 1e-11);
}

TEST(Newton, TheBanana) {
  DenseObjective<Banana> f{Banana()};
  VectorXd w = Eigen::Vector2d(-1.2, 1.0);
  const gateaux::Summary summary = gateaux::newton(f, w);
  EXPECT_TRUE(summary.converged()) << summary.message;
  EXPECT_LT((w - Eigen::Vector2d(1.0, 1.0)).norm(), 1e-10);
  EXPECT_LT(summary.iterations, 40);
}

TEST(Newton, LeavesSaddles) {
  DenseObjective<TwoWells> f{TwoWells()};
  for (const double y : {0.0, 0.5}) { // At the saddle, and on the line that leads to it.
    VectorXd w = Eigen::Vector2d(0.0, y);
    const gateaux::Summary summary = gateaux::newton(f, w);
    EXPECT_TRUE(summary.converged()) << summary.message;
    EXPECT_NEAR(summary.final_value, -0.25, 1e-12);
    w = Eigen::Vector2d(0.0, y);
    const gateaux::Summary truncated = gateaux::newton_cg(f, w);
    EXPECT_TRUE(truncated.converged()) << truncated.message;
    EXPECT_NEAR(truncated.final_value, -0.25, 1e-10);
  }
}

TEST(NewtonCg, QuadraticAndBanana) {
  DenseObjective<Quadratic> q(some_quadratic());
  VectorXd w = gateaux_test::random_vector(20, 3);
  gateaux::NewtonCgOptions options;
  options.relative_gradient_tolerance = 1e-11;
  EXPECT_TRUE(gateaux::newton_cg(q, w, options).converged());
  EXPECT_LT((w - q.f.A.ldlt().solve(q.f.b)).norm(), 1e-9);
  DenseObjective<Banana> f{Banana()};
  w = Eigen::Vector2d(-1.2, 1.0);
  const gateaux::Summary summary = gateaux::newton_cg(f, w, options);
  EXPECT_TRUE(summary.converged()) << summary.message;
  EXPECT_LT((w - Eigen::Vector2d(1.0, 1.0)).norm(), 1e-8);
  w = VectorXd::Zero(3);
  EXPECT_THROW(gateaux::newton_cg(f, w), std::invalid_argument);
  EXPECT_THROW(gateaux::newton(f, w), std::invalid_argument);
}

TEST(NewtonCg, NotFinite) {
  struct Bad {
    Index dimension() const { return 1; }
    double value(const VectorXd &) const { return std::numeric_limits<double>::quiet_NaN(); }
    VectorXd gradient(const VectorXd &) const { return VectorXd::Ones(1); }
    MatrixXd hessian(const VectorXd &) const { return MatrixXd::Ones(1, 1); }
  };
  DenseObjective<Bad> f{Bad()};
  VectorXd w = VectorXd::Zero(1);
  EXPECT_EQ(gateaux::newton_cg(f, w).status, Status::NotFinite);
  EXPECT_EQ(gateaux::newton(f, w).status, Status::NotFinite);
}

/// The banana's residuals, (1 - x, 10 (y - x^2)) times sqrt(2), as a residual objective.
class BananaResiduals {
public:
  Index dimension() const { return 2; }
  Index residuals() const { return 2; }
  const VectorXd &initial() const { return initial_; }
  void value(const VectorXd &w, VectorXd &r) {
    r = std::sqrt(2.0) * Eigen::Vector2d(1.0 - w[0], 10.0 * (w[1] - w[0] * w[0]));
  }
  void jacobian(const VectorXd &w, MatrixXd &J) {
    J.resize(2, 2);
    J << -1.0, 0.0, -20.0 * w[0], 10.0;
    J *= std::sqrt(2.0);
  }
  void jvp(const VectorXd &w, const VectorXd &v, VectorXd &jv) {
    MatrixXd J;
    jacobian(w, J);
    jv = J * v;
  }
  void vjp(const VectorXd &w, const VectorXd &u, VectorXd &jtu) {
    MatrixXd J;
    jacobian(w, J);
    jtu = J.transpose() * u;
  }

private:
  VectorXd initial_ = Eigen::Vector2d(-1.2, 1.0);
};

TEST(LevenbergMarquardt, LeastSquares) {
  auto f = gateaux::least_squares(BananaResiduals());
  VectorXd w = f.initial();
  EXPECT_NEAR(f.value(w), Banana().value(w), 1e-12);
  gateaux::LevenbergMarquardtOptions options;
  options.relative_gradient_tolerance = 1e-12;
  const gateaux::Summary summary = gateaux::levenberg_marquardt(f, w, options);
  EXPECT_TRUE(summary.converged()) << summary.message;
  EXPECT_LT((w - Eigen::Vector2d(1.0, 1.0)).norm(), 1e-9);
  VectorXd wrong = VectorXd::Zero(3);
  EXPECT_THROW(gateaux::levenberg_marquardt(f, wrong), std::invalid_argument);
}

#if __has_include(<LBFGS.h>)
TEST(Lbfgs, QuadraticAndBanana) {
  DenseObjective<Quadratic> q(some_quadratic());
  VectorXd w = gateaux_test::random_vector(20, 3);
  gateaux::LbfgsOptions options;
  options.relative_gradient_tolerance = 1e-7;
  const gateaux::Summary flat = gateaux::lbfgs(q, w, options);
  EXPECT_TRUE(flat.converged()) << flat.message;
  EXPECT_LT((w - q.f.A.ldlt().solve(q.f.b)).norm(), 1e-5);
  DenseObjective<Banana> f{Banana()};
  w = Eigen::Vector2d(-1.2, 1.0);
  const gateaux::Summary summary = gateaux::lbfgs(f, w, options);
  EXPECT_TRUE(summary.converged()) << summary.message;
  EXPECT_LT((w - Eigen::Vector2d(1.0, 1.0)).norm(), 1e-5);
  options.callback = [](const gateaux::Iteration &it) { return it.iteration < 5; };
  w = Eigen::Vector2d(-1.2, 1.0);
  EXPECT_EQ(gateaux::lbfgs(f, w, options).status, Status::StoppedByCallback);
  EXPECT_LT(f.value(w), f.value(Eigen::Vector2d(-1.2, 1.0)));
}
#endif

TEST(StrongWolfe, BothConditions) {
  // Functions whose minima are far, near, or behind a bump.
  const auto check = [](auto &&f, auto &&slope, double first) {
    gateaux::WolfeOptions options;
    options.curvature = 0.1;
    const auto result = gateaux::strong_wolfe_search(
        [&](double t) { return std::make_pair(f(t), slope(t)); }, f(0.0), slope(0.0), first,
        options);
    EXPECT_TRUE(result.success) << first;
    EXPECT_LE(result.value, f(0.0) + 1e-4 * result.step * slope(0.0));
    EXPECT_LE(std::abs(result.slope), 0.1 * std::abs(slope(0.0)));
    EXPECT_EQ(result.value, f(result.step));
  };
  for (const double first : {1e-3, 1.0, 1e3}) {
    check([](double t) { return (t - 3.0) * (t - 3.0); }, [](double t) { return 2.0 * (t - 3.0); },
          first);
    check([](double t) { return -t / (t * t + 2.0); },
          [](double t) { return (t * t - 2.0) / ((t * t + 2.0) * (t * t + 2.0)); }, first);
    check([](double t) { return std::sin(t) - 1.5 * t + 0.1 * t * t; },
          [](double t) { return std::cos(t) - 1.5 + 0.2 * t; }, first);
  }
  // Infinite beyond 1: the step comes back.
  check(
      [](double t) {
        return t < 1.0 ? -t - 0.1 * std::log1p(-t) : std::numeric_limits<double>::infinity();
      },
      [](double t) { return -1.0 + 0.1 / (1.0 - t); }, 10.0);
}

TEST(Implicit, ResponseOfAQuadratic) {
  // J = w'A w / 2 - theta'B w: w* = A^-1 B'theta, M = -B', dw*/dtheta = A^-1 B'.
  const MatrixXd A = gateaux_test::symmetric_with(VectorXd::LinSpaced(8, 1.0, 4.0), 1);
  const MatrixXd B = gateaux_test::random_matrix(3, 8, 2);
  const auto apply = [&](const VectorXd &v, VectorXd &Av) { Av = A * v; };
  const VectorXd theta_dot = gateaux_test::random_vector(3, 3);
  const MatrixXd response = A.ldlt().solve(MatrixXd(B.transpose()));
  VectorXd w_dot;
  EXPECT_TRUE(gateaux::response_product(apply, -(B.transpose() * theta_dot), w_dot).converged());
  EXPECT_LT((w_dot - response * theta_dot).norm(), 1e-9);

  const VectorXd w_bar = gateaux_test::random_vector(8, 4);
  const VectorXd direct = gateaux_test::random_vector(3, 5);
  VectorXd theta_bar = direct;
  EXPECT_TRUE(gateaux::response_transpose_product(
                  apply, [&](const VectorXd &u, VectorXd &product) { product = -(B * u); }, w_bar,
                  theta_bar)
                  .converged());
  EXPECT_LT((theta_bar - direct - response.transpose() * w_bar).norm(), 1e-9);

  const MatrixXd gradients = gateaux_test::random_matrix(8, 5, 6);
  VectorXd scores;
  gateaux::influence_scores(apply, gradients, w_bar, scores);
  EXPECT_LT((scores + gradients.transpose() * A.ldlt().solve(w_bar)).norm(), 1e-9);
}

TEST(CheckTaylor, NamesWhatIsWrong) {
  struct Wrong {
    DenseObjective<Banana> f{Banana()};
    double gradient_factor = 1.0;
    double hessian_factor = 1.0;
    Index dimension() const { return 2; }
    double value(const VectorXd &w) { return f.value(w); }
    double gradient(const VectorXd &w, VectorXd &g) {
      const double value = f.gradient(w, g);
      g *= gradient_factor;
      return value;
    }
    void hvp(const VectorXd &w, const VectorXd &v, VectorXd &hv) {
      f.hvp(w, v, hv);
      hv *= hessian_factor;
    }
  };
  const VectorXd w = Eigen::Vector2d(0.3, -0.4);
  const VectorXd v = Eigen::Vector2d(1.0, 2.0);
  Wrong f;
  const gateaux::TaylorSummary right = gateaux::check_taylor(f, w, v);
  EXPECT_TRUE(right.passed()) << right.message;
  f.hessian_factor = 1.01;
  const gateaux::TaylorSummary second = gateaux::check_taylor(f, w, v);
  EXPECT_FALSE(second.passed());
  EXPECT_NE(second.message.find("the Hessian-vector product is wrong"), std::string::npos)
      << second.message;
  f.gradient_factor = 1.01;
  const gateaux::TaylorSummary first = gateaux::check_taylor(f, w, v);
  EXPECT_FALSE(first.passed());
  EXPECT_NE(first.message.find("the gradient is wrong"), std::string::npos) << first.message;
  // Of a quadratic the second-order remainder is nothing but rounding.
  DenseObjective<Quadratic> q(some_quadratic());
  const VectorXd at = gateaux_test::random_vector(20, 3);
  const auto exact = gateaux::check_taylor(q, at, gateaux_test::random_vector(20, 4));
  EXPECT_TRUE(exact.passed()) << exact.message;
  EXPECT_TRUE(exact.second.exact());
}

TEST(CheckAdjoint, FindsASign) {
  const MatrixXd J = gateaux_test::random_matrix(4, 6, 1);
  const VectorXd u = gateaux_test::random_vector(4, 2);
  const VectorXd v = gateaux_test::random_vector(6, 3);
  EXPECT_TRUE(gateaux::check_adjoint(u, J * v, v, J.transpose() * u).passed());
  MatrixXd wrong = J;
  wrong(1, 2) = -wrong(1, 2);
  const auto summary = gateaux::check_adjoint(u, J * v, v, wrong.transpose() * u);
  EXPECT_FALSE(summary.passed());
  EXPECT_NE(summary.message.find("adjoint failed"), std::string::npos);
}

TEST(EntryNames, ColumnByColumn) {
  const auto names = gateaux::EntryNames().add("W", 2, 3).add("b", 2, 1).add("s", 1, 1);
  EXPECT_EQ(names(0), "W(0, 0)");
  EXPECT_EQ(names(3), "W(1, 1)");
  EXPECT_EQ(names(7), "b(1)");
  EXPECT_EQ(names(8), "s");
}

} // namespace
