// SPDX-License-Identifier: Apache-2.0
//
// Gradient descent, conjugate gradient and Newton's method where one knows what they must do: the
// systems T5, T9 and H5 of README.md.
#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <gateaux/plot.hpp>
#include <gateaux/solvers/conjugate_gradient.hpp>
#include <gateaux/solvers/gradient_descent.hpp>
#include <gateaux/solvers/lanczos.hpp>
#include <gateaux/solvers/newton.hpp>
#include <gateaux/solvers/newton_cg.hpp>
#include <limits>
#include <string>
#include <vector>

#include "../common/system.hpp"
#include "losses.gateaux.hpp"

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using examples::log_log_slope;
using examples::Random;
using examples::System;

/// Softmax regression on random examples, with its minimum.
struct Regression {
  MatrixXd W, X, C;
  regression_objective objective;
  VectorXd minimum;

  explicit Regression(Random &random)
      : W(MatrixXd::Zero(3, 4)), X(Eigen::Vector4d(2.0, 1.4, 1.0, 0.8).asDiagonal() *
                                   random.matrix(4, 60)),
        C(MatrixXd::Zero(3, 60)), objective(W, X, C, 0.05) {
    for (Index j = 0; j < C.cols(); ++j)
      C(Index(3.0 * random.uniform()), j) = 1.0;
    minimum = objective.initial();
    gateaux::NewtonOptions options;
    options.relative_gradient_tolerance = 1e-15;
    gateaux::newton(objective, minimum, options);
  }
};

/// T5: gradient descent near a minimum and near a saddle.
bool near_stationary_points(bool) {
  System system("T5");
  Random random(1);
  Regression problem(random);
  regression_objective &objective = problem.objective;
  const VectorXd &minimum = problem.minimum;
  const Index n = minimum.size();
  VectorXd g;
  objective.linearize(minimum, g);
  const auto extreme = gateaux::extreme_eigenvalues(
      [&](const VectorXd &v, VectorXd &Hv) { objective.hvp(v, Hv); }, n);
  const Eigen::SelfAdjointEigenSolver<MatrixXd> dense(gateaux::dense_hessian(objective));
  const VectorXd &h = dense.eigenvalues();
  const MatrixXd &Q = dense.eigenvectors();
  system.show("h_max by Lanczos", extreme.largest);
  system.at_most("h_max by Lanczos against the dense Hessian, relative",
                 std::abs(extreme.largest - h[n - 1]) / h[n - 1], 1e-8);

  // The distance to the minimum over the steps, a little below and a little above 2 / h_max.
  gateaux::Plot plot;
  plot.title = "Gradient descent near a minimum, step a, stable below a = 2 / h_max";
  plot.x_label = "iteration";
  plot.y_label = "distance to the minimum, relative to the start";
  plot.log_y = true;
  const VectorXd start = minimum + 1e-4 * Q * VectorXd::Ones(n) / std::sqrt(double(n));
  const auto descend = [&](double factor, Index iterations) {
    gateaux::GradientDescentOptions options;
    options.rule = gateaux::StepRule::Fixed;
    options.step = factor / extreme.largest;
    options.max_iterations = iterations;
    options.relative_gradient_tolerance = 0.0;
    std::vector<VectorXd> path;
    options.callback = [&](const gateaux::Iteration &it) {
      path.push_back(it.w - minimum);
      return true;
    };
    VectorXd w = start;
    gateaux::gradient_descent(objective, w, options);
    return path;
  };
  for (const double factor : {0.5, 1.96, 2.04}) {
    const std::vector<VectorXd> path = descend(factor, 200);
    std::vector<double> x;
    std::vector<double> y;
    for (std::size_t k = 0; k < path.size(); ++k) {
      x.push_back(double(k));
      y.push_back(path[k].norm() / path[0].norm());
    }
    char label[40];
    std::snprintf(label, sizeof label, "a = %.2f / h_max", factor);
    plot.add(label, x, y);
    if (factor < 2.0)
      system.at_most(std::string(label) + ": distance after 200 steps", y.back(), 1.0);
    else
      system.at_least(std::string(label) + ": distance after 200 steps", y.back(), 1.0);
    // Along the direction of h_max: (1 - a h)^k, before the loss stops being quadratic.
    const Index k = 40;
    const double measured =
        std::log(std::abs(Q.col(n - 1).dot(path[std::size_t(k)]) / Q.col(n - 1).dot(path[0]))) /
        double(k);
    if (factor > 1.0)
      system.within(std::string(label) + ": rate along h_max, log, relative",
                    measured / std::log(std::abs(1.0 - factor)), 1.0, 0.01);
  }
  plot.write("descent.png");
  system.picture("descent.png");

  // Each eigendirection shrinks at its own rate; measured until it has shrunk tenfold.
  const std::vector<VectorXd> path = descend(0.5, 2000);
  double worst = 0.0;
  for (Index i = 0; i < n; ++i) {
    const double first = Q.col(i).dot(path[0]);
    std::size_t k = 0;
    while (k + 1 < path.size() && std::abs(Q.col(i).dot(path[k])) > 0.1 * std::abs(first))
      ++k;
    const double measured = std::log(Q.col(i).dot(path[k]) / first) / double(k);
    const double expected = std::log(1.0 - 0.5 * h[i] / extreme.largest);
    worst = std::max(worst, std::abs(measured / expected - 1.0));
  }
  system.at_most("rates along all eigendirections, log, relative error", worst, 0.01);

  // The saddle of (u v - 1)^2 / 2 at zero: away along (1, 1), where the curvature is -1.
  product_of_two_objective saddle(VectorXd::Zero(2));
  const double a = 0.1;
  gateaux::GradientDescentOptions options;
  options.rule = gateaux::StepRule::Fixed;
  options.step = a;
  options.max_iterations = 500;
  options.relative_gradient_tolerance = 0.0;
  std::vector<double> away;
  options.callback = [&](const gateaux::Iteration &it) {
    away.push_back(it.w.sum() / std::sqrt(2.0));
    return true;
  };
  VectorXd w = VectorXd::Constant(2, 1e-6);
  const gateaux::Summary summary = gateaux::gradient_descent(saddle, w, options);
  const double growth = std::log(away[60] / away[0]) / 60.0;
  system.within("saddle: growth along the curvature -1, log, relative", growth / std::log(1.0 + a),
                1.0, 0.01);
  system.at_most("saddle: loss after 500 steps, from 0.5", summary.final_value, 1e-10);
  return system.finish();
}

/// The number of iterations until the error is `accuracy` of the start's; infinity when it never is.
template <typename Solve>
double iterations_to(double accuracy, const VectorXd &solution, Solve &&solve) {
  double count = std::numeric_limits<double>::infinity();
  solve([&](Index iteration, const VectorXd &x) {
    if ((x - solution).norm() > accuracy * solution.norm())
      return true;
    count = double(iteration);
    return false;
  });
  return count;
}

/// T9: conjugate gradient is optimal over the Krylov space, and what that is worth.
bool conjugate_gradient(bool) {
  System system("T9");
  Random random(2);
  {
    // After k steps x minimises the quadratic over the span of b, A b, ..., A^(k-1) b.
    const Index n = 60;
    const MatrixXd Q = random.orthonormal(n, n);
    VectorXd spectrum(n);
    for (Index i = 0; i < n; ++i)
      spectrum[i] = std::pow(100.0, double(i) / double(n - 1));
    const MatrixXd product = Q * spectrum.asDiagonal() * Q.transpose();
    const MatrixXd A = 0.5 * (product + product.transpose());
    const VectorXd b = random.vector(n);
    quadratic_objective objective(VectorXd::Zero(n), A, b);
    VectorXd g;
    objective.linearize(objective.initial(), g);
    MatrixXd krylov(n, 10);
    double worst = 0.0;
    double above = 0.0;
    gateaux::CgOptions options;
    options.max_iterations = 10;
    options.relative_tolerance = 0.0;
    options.callback = [&](const gateaux::CgIteration &it) {
      const Index k = it.iteration;
      krylov.col(k - 1) = k == 1 ? b.normalized() : (A * krylov.col(k - 2)).normalized();
      const Eigen::HouseholderQR<MatrixXd> qr(krylov.leftCols(k));
      const MatrixXd basis = qr.householderQ() * MatrixXd::Identity(n, k);
      const MatrixXd small = basis.transpose() * A * basis;
      const VectorXd best = basis * small.ldlt().solve(basis.transpose() * b);
      const double least = objective.value(best);
      worst = std::max(worst, (it.x - best).norm() / best.norm());
      above = std::max(above, (objective.value(it.x) - least) / std::abs(least));
      return true;
    };
    VectorXd x;
    gateaux::conjugate_gradient([&](const VectorXd &v, VectorXd &Av) { objective.hvp(v, Av); }, b,
                                x, options);
    system.at_most("iterates 1-10 against the dense minimisers over K_k", worst, 1e-8);
    system.at_most("their values above the least over K_k, relative", above, 1e-12);
  }

  // Iterations against the condition number kappa, n = 2000, eigenvalues log-uniform in [1/kappa, 1].
  const Index n = 2000;
  const double accuracy = 1e-3;
  const VectorXd solution = random.vector(n);
  VectorXd u(n);
  for (Index i = 0; i < n; ++i)
    u[i] = random.uniform();
  u[0] = 0.0;
  u[1] = 1.0;
  std::vector<double> cg_kappa, cg_count, descent_kappa, descent_count;
  for (double exponent = 1.0; exponent < 6.25; exponent += 0.5) {
    const double kappa = std::pow(10.0, exponent);
    const VectorXd h = (-std::log(kappa) * (1.0 - u.array())).exp();
    const VectorXd b = h.cwiseProduct(solution);
    diagonal_quadratic_objective objective(VectorXd::Zero(n), h, b);
    const double count = iterations_to(accuracy, solution, [&](const auto &go_on) {
      gateaux::CgOptions options;
      options.max_iterations = 100000;
      options.relative_tolerance = 0.0;
      options.callback = [&](const gateaux::CgIteration &it) { return go_on(it.iteration, it.x); };
      VectorXd g;
      VectorXd x;
      objective.linearize(objective.initial(), g);
      gateaux::conjugate_gradient([&](const VectorXd &v, VectorXd &Hv) { objective.hvp(v, Hv); },
                                  -g, x, options);
    });
    cg_kappa.push_back(kappa);
    cg_count.push_back(count);
    if (exponent > 4.25)
      continue;
    descent_kappa.push_back(kappa);
    descent_count.push_back(iterations_to(accuracy, solution, [&](const auto &go_on) {
      gateaux::GradientDescentOptions options;
      options.rule = gateaux::StepRule::Fixed;
      options.step = 2.0 / (1.0 + 1.0 / kappa);  // The best fixed step.
      options.max_iterations = 1000000;
      options.relative_gradient_tolerance = 0.0;
      options.callback = [&](const gateaux::Iteration &it) { return go_on(it.iteration, it.w); };
      VectorXd x = objective.initial();
      gateaux::gradient_descent(objective, x, options);
    }));
  }
  system.show("CG: iterations at kappa = 10", cg_count.front());
  system.show("CG: iterations at kappa = 1e6", cg_count.back());
  system.show("descent: iterations at kappa = 10", descent_count.front());
  system.show("descent: iterations at kappa = 1e4", descent_count.back());
  system.within("CG: slope of the iterations, kappa = 10 .. 1e6", log_log_slope(cg_kappa, cg_count),
                0.5, 0.05);
  system.within("descent: slope, kappa = 10 .. 1e4", log_log_slope(descent_kappa, descent_count),
                1.0, 0.05);

  gateaux::Plot plot;
  plot.title = "Iterations to a relative error of 1e-3, n = 2000, log-uniform spectrum";
  plot.x_label = "condition number";
  plot.y_label = "iterations";
  plot.log_x = plot.log_y = true;
  const auto style = gateaux::Series::Style::LinesPoints;
  plot.add("gradient descent, best fixed step", descent_kappa, descent_count, style);
  plot.add("conjugate gradient", cg_kappa, cg_count, style);
  plot.write("conjugate_gradient.png");
  system.picture("conjugate_gradient.png");
  return system.finish();
}

/// The errors of a Newton method's iterates, and what they say of its order.
struct Convergence {
  std::vector<double> error;

  /// The order log(e_(k+1) / e_k) / log(e_k / e_(k-1)) at the last iterates that are not so close
  /// to the minimum that rounding is what one sees.
  double order() const {
    double last = 0.0;
    for (std::size_t k = 1; k + 1 < error.size(); ++k)
      if (error[k + 1] > 1e-13)
        last = std::log(error[k + 1] / error[k]) / std::log(error[k] / error[k - 1]);
    return last;
  }
  void print(const char *name) const {
    std::printf("  %s: relative error", name);
    for (const double e : error)
      std::printf(" %.1e", e);
    std::printf("\n");
  }
};

/// H5: Newton's method doubles the digits, and leaves saddles.
bool newtons_method(bool) {
  System system("H5");
  Random random(3);
  Regression problem(random);
  const VectorXd &minimum = problem.minimum;
  const auto record = [&](Convergence &convergence) {
    return [&](const gateaux::Iteration &it) {
      convergence.error.push_back((it.w - minimum).norm() / minimum.norm());
      return true;
    };
  };

  Convergence exact;
  VectorXd w = problem.objective.initial();
  gateaux::NewtonOptions options;
  options.callback = record(exact);
  const gateaux::Summary newton = gateaux::newton(problem.objective, w, options);
  std::printf("  %s\n", newton.message.c_str());
  exact.print("dense Hessian");
  system.within("dense Hessian: order of convergence", exact.order(), 2.0, 0.25);
  system.at_most("dense Hessian: relative error at the end", exact.error.back(), 1e-12);

  Convergence truncated;
  w = problem.objective.initial();
  gateaux::NewtonCgOptions cg_options;
  cg_options.relative_gradient_tolerance = 1e-13;
  cg_options.initial_radius = 10.0;
  cg_options.callback = record(truncated);
  const gateaux::Summary cg = gateaux::newton_cg(problem.objective, w, cg_options);
  std::printf("  %s\n", cg.message.c_str());
  truncated.print("Newton-CG");
  system.at_least("Newton-CG: order of convergence", truncated.order(), 1.75);
  system.at_most("Newton-CG: relative error at the end", truncated.error.back(), 1e-12);

  // From the saddle itself, where the gradient is exactly zero.
  product_of_two_objective saddle(VectorXd::Zero(2));
  w = VectorXd::Zero(2);
  const gateaux::Summary away = gateaux::newton(saddle, w);
  std::printf("  %s\n", away.message.c_str());
  system.at_most("from a saddle, dense Hessian: loss at the end, from 0.5", away.final_value, 1e-12);
  w = VectorXd::Zero(2);
  const gateaux::Summary away_cg = gateaux::newton_cg(saddle, w);
  std::printf("  %s\n", away_cg.message.c_str());
  system.at_most("from a saddle, Newton-CG: loss at the end, from 0.5", away_cg.final_value, 1e-12);
  return system.finish();
}

} // namespace

int main(int argc, char **argv) {
  return examples::run_systems(
      argc, argv,
      {{"T5", near_stationary_points}, {"T9", conjugate_gradient}, {"H5", newtons_method}});
}
