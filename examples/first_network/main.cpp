// SPDX-License-Identifier: Apache-2.0
//
// The first network: checks its generated derivatives, compares them with the formulas derived by
// hand, and trains it on data that it generated itself. README.md has the mathematics.
//
// Writes derivative_check.svg and convergence.svg into the working directory. Exits with 1 when a
// figure misses its limit.
#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <gateaux/plot.hpp>
#include <gateaux/progress.hpp>
#include <gateaux/solvers.hpp>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "hand_formulas.hpp"
#include "single_layer.gateaux.hpp"

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

/// Normal random numbers, the same on every run.
class Random {
public:
  explicit Random(unsigned seed) : generator_(seed) {}
  double number() { return normal_(generator_); }
  MatrixXd matrix(Index rows, Index cols) {
    return MatrixXd::NullaryExpr(rows, cols, [this] { return number(); });
  }

private:
  std::mt19937_64 generator_;
  std::normal_distribution<double> normal_;
};

/// Prints figures against their limits and remembers whether one was missed.
class System {
public:
  explicit System(std::string name) : name_(std::move(name)) {}

  void at_most(const std::string &what, double figure, double limit) {
    report(what, figure, figure <= limit, "at most", limit);
  }
  void at_least(const std::string &what, double figure, double limit) {
    report(what, figure, figure >= limit, "at least", limit);
  }
  void within(const std::string &what, double figure, double target, double tolerance) {
    const bool good = std::abs(figure - target) <= tolerance;
    std::printf("  %-52s %12.6f  %g +- %g%s\n", what.c_str(), figure, target, tolerance,
                good ? "" : "  MISSED");
    passed_ = passed_ && good;
  }
  bool finish(const char *summary) const {
    std::printf("%s %s  %s\n\n", name_.c_str(), passed_ ? "pass" : "FAIL", summary);
    return passed_;
  }

private:
  void report(const std::string &what, double figure, bool good, const char *relation,
              double limit) {
    std::printf("  %-52s %12.4g  %s %g%s\n", what.c_str(), figure, relation, limit,
                good ? "" : "  MISSED");
    passed_ = passed_ && good;
  }

  std::string name_;
  bool passed_ = true;
};

/// Where a network begins to learn: normal weights, scaled so that neither layer saturates.
struct Weights {
  MatrixXd K;
  double b;
  MatrixXd W;
};

Weights start_weights(Index features, Index hidden, Index classes, Random &random) {
  return {random.matrix(features, hidden) / std::sqrt(double(features)), 0.0,
          random.matrix(hidden, classes) / std::sqrt(double(hidden))};
}

double relative_difference(const VectorXd &a, const VectorXd &b) {
  return (a - b).cwiseAbs().maxCoeff() / b.cwiseAbs().maxCoeff();
}

/// The slope of the straight line through (log x, log y) that fits best.
double log_log_slope(const std::vector<double> &x, const std::vector<double> &y) {
  const Eigen::ArrayXd u = Eigen::Map<const Eigen::ArrayXd>(x.data(), Index(x.size())).log();
  const Eigen::ArrayXd v = Eigen::Map<const Eigen::ArrayXd>(y.data(), Index(y.size())).log();
  const Eigen::ArrayXd centred = u - u.mean();
  return (centred * (v - v.mean())).sum() / centred.square().sum();
}

/// Measures how fast a Taylor remainder, a function of the step h, falls, and draws it.
double remainder_slope(const std::function<double(double)> &remainder, double largest_step,
                       const std::string &label, gateaux::Plot &plot) {
  std::vector<double> steps;
  std::vector<double> remainders;
  for (int i = 0; i < 8; ++i) {
    steps.push_back(largest_step * std::pow(2.0, -i));
    remainders.push_back(remainder(steps.back()));
  }
  plot.add(label, steps, remainders, gateaux::Series::Style::LinesPoints);
  return log_log_slope(steps, remainders);
}

/// |u' (J v) - v' (J' u)|, relative to the lengths of u and J v.
double adjoint_gap(const MatrixXd &u, const MatrixXd &Jv, double v_dot_Jtu) {
  return std::abs(u.cwiseProduct(Jv).sum() - v_dot_Jtu) / (u.norm() * Jv.norm());
}

/// N1: the Jacobians of the layer with respect to K, b and Y.
bool check_single_layer(gateaux::Plot &plot) {
  System system("N1");
  Random random(11);
  const Index examples = 30;
  const Index features = 50;
  const Index hidden = 40;
  const MatrixXd K = random.matrix(features, hidden) / std::sqrt(double(features));
  const double b = 0.1;
  const MatrixXd Y = random.matrix(examples, features);
  const MatrixXd K_dot = random.matrix(features, hidden) / std::sqrt(double(features));
  const double b_dot = 1.0;
  const MatrixXd Y_dot = random.matrix(examples, features);
  const MatrixXd u = random.matrix(examples, hidden);
  const double step = 1.0 / 64;

  MatrixXd Jv;
  MatrixXd K_bar;
  const MatrixXd Z = single_layer_K_tangent(K, b, Y, K_dot, Jv);
  single_layer_K_adjoint(K, b, Y, u, K_bar);
  system.within(
      "slope of the remainder, J_K",
      remainder_slope(
          [&](double h) { return (single_layer(K + h * K_dot, b, Y) - Z - h * Jv).norm(); }, step,
          "Z along K", plot),
      2.0, 0.05);
  system.at_most("u' J_K v - v' J_K' u", adjoint_gap(u, Jv, K_bar.cwiseProduct(K_dot).sum()),
                 1e-12);

  double b_bar = 0.0;
  single_layer_b_tangent(K, b, Y, b_dot, Jv);
  single_layer_b_adjoint(K, b, Y, u, b_bar);
  system.within(
      "slope of the remainder, J_b",
      remainder_slope(
          [&](double h) { return (single_layer(K, b + h * b_dot, Y) - Z - h * Jv).norm(); }, step,
          "Z along b", plot),
      2.0, 0.05);
  system.at_most("u' J_b v - v' J_b' u", adjoint_gap(u, Jv, b_bar * b_dot), 1e-12);

  MatrixXd Y_bar;
  single_layer_Y_tangent(K, b, Y, Y_dot, Jv);
  single_layer_Y_adjoint(K, b, Y, u, Y_bar);
  system.within(
      "slope of the remainder, J_Y",
      remainder_slope(
          [&](double h) { return (single_layer(K, b, Y + h * Y_dot) - Z - h * Jv).norm(); }, step,
          "Z along Y", plot),
      2.0, 0.05);
  system.at_most("u' J_Y v - v' J_Y' u", adjoint_gap(u, Jv, Y_bar.cwiseProduct(Y_dot).sum()),
                 1e-12);
  return system.finish("derivative check and adjoint test of the layer");
}

/// N2: the cross entropy and its derivatives against the formulas derived by hand.
bool check_objective(gateaux::Plot &plot) {
  System system("N2");
  Random random(12);
  const Index examples = 30;
  const Index features = 50;
  const Index hidden = 40;
  const Index classes = 10;
  const Weights at = start_weights(features, hidden, classes, random);
  const Weights along = start_weights(features, hidden, classes, random);
  const double b = 0.1;
  const double b_dot = 0.5;
  const MatrixXd Y = random.matrix(examples, features);
  MatrixXd C = random.matrix(examples, classes).array().exp();
  C.array().colwise() /= C.rowwise().sum().array().eval();

  cross_entropy_objective objective(at.K, b, at.W, Y, C);
  const VectorXd w = objective.initial();
  VectorXd v(w.size());
  v << along.K.reshaped(), b_dot, along.W.reshaped();
  VectorXd g;
  VectorXd gv;
  VectorXd hv;
  const double value = objective.linearize(w, g);
  objective.ggnvp(v, gv);
  objective.hvp(v, hv);

  const HandFormulas hand(at.K, b, at.W, Y, C);
  system.at_most("cross entropy, relative difference",
                 std::abs(value - hand.value()) / std::abs(hand.value()), 1e-12);
  system.at_most("gradient, relative difference", relative_difference(g, hand.gradient()), 1e-12);
  system.at_most("Gauss-Newton product, relative difference",
                 relative_difference(gv, hand.gauss_newton(along.K, b_dot, along.W)), 1e-12);

  double tangent = 0.0;
  cross_entropy_tangent(at.K, b, at.W, Y, C, along.K, b_dot, along.W, tangent);
  system.at_most("tangent against gradient' v", std::abs(tangent - g.dot(v)) / std::abs(tangent),
                 1e-12);
  system.within(
      "slope of the remainder, gradient",
      remainder_slope(
          [&](double h) { return std::abs(objective.value(w + h * v) - value - h * g.dot(v)); },
          1.0 / 64, "E, first order", plot),
      2.0, 0.05);
  system.within("slope of the remainder, Hessian product",
                remainder_slope(
                    [&](double h) {
                      return std::abs(objective.value(w + h * v) - value - h * g.dot(v) -
                                      0.5 * h * h * v.dot(hv));
                    },
                    1.0 / 16, "E, second order", plot),
                3.0, 0.05);
  return system.finish("cross entropy, gradient and approximate Hessian by hand");
}

/// What one method did: its gap to the loss of the true weights against its cost.
struct History {
  std::vector<double> cost;
  std::vector<double> gap;

  /// The cost at which the gap was first below the limit; infinity if it never was.
  double cost_of(double limit) const {
    for (std::size_t i = 0; i < gap.size(); ++i)
      if (gap[i] < limit)
        return cost[i];
    return std::numeric_limits<double>::infinity();
  }
};

/// The history with as many points as a logarithmic cost axis can show.
History thinned(const History &history) {
  History points;
  for (std::size_t i = 0; i < history.cost.size(); ++i) {
    if (i + 1 < history.cost.size() && i > 0 && history.cost[i] < 1.01 * points.cost.back())
      continue;
    points.cost.push_back(history.cost[i]);
    points.gap.push_back(history.gap[i]);
  }
  return points;
}

/// N3: the inverse crime. Data from known weights, then training from random ones.
bool train_on_own_data() {
  System system("N3");
  Random random(1);
  const Index examples = 500;
  const Index features = 50;
  const Index classes = 10;
  const Index hidden = 40;
  const MatrixXd W_true = random.matrix(hidden, classes);
  const MatrixXd K_true = random.matrix(features, hidden);
  const double b_true = 0.1;
  const MatrixXd Y = random.matrix(examples, features);
  MatrixXd C = (single_layer(K_true, b_true, Y) * W_true).array().exp();
  C.array().colwise() /= C.rowwise().sum().array().eval();
  const double least = cross_entropy(K_true, b_true, W_true, Y, C);

  const Weights start = start_weights(features, hidden, classes, random);
  cross_entropy_objective objective(start.K, start.b, start.W, Y, C);
  const VectorXd w_start = objective.initial();
  const double start_gap = objective.value(w_start) - least;
  const double limit = 1e-3 * start_gap;
  std::printf("  %lld weights; loss of the true weights %.6f, at the start %.6f\n",
              static_cast<long long>(objective.dimension()), least, least + start_gap);

  // Gauss-Newton goes on below the limit for the sake of the picture; descent until it has spent
  // 25 times what Gauss-Newton needed.
  History newton;
  VectorXd w = w_start;
  gateaux::GaussNewtonOptions newton_options;
  newton_options.max_iterations = 60;
  newton_options.max_cg_iterations = 20;
  newton_options.target_value = least + 0.5 * limit;
  {
    gateaux::Progress progress("Gauss-Newton-CG", newton_options.max_iterations);
    newton_options.callback = [&](const gateaux::Iteration &it) {
      newton.cost.push_back(it.evaluations.gradient_equivalents());
      newton.gap.push_back(it.value - least);
      char text[80];
      std::snprintf(text, sizeof text, "loss %.6f, gap %.1e of the start's", it.value,
                    newton.gap.back() / start_gap);
      progress.update(it.iteration, text);
      return true;
    };
    const gateaux::Summary summary = gateaux::gauss_newton_cg(objective, w, newton_options);
    progress.finish();
    std::printf("  %s\n", summary.message.c_str());
  }
  const double newton_cost = newton.cost_of(limit);

  History descent;
  w = w_start;
  const double budget = 25.0 * std::min(newton_cost, newton.cost.back());
  gateaux::GradientDescentOptions descent_options;
  descent_options.max_iterations = 100000;
  descent_options.relative_gradient_tolerance = 0.0;
  descent_options.target_value = least + 0.99 * limit;
  {
    gateaux::Progress progress("gradient descent", Index(budget));
    descent_options.callback = [&](const gateaux::Iteration &it) {
      descent.cost.push_back(it.evaluations.gradient_equivalents());
      descent.gap.push_back(it.value - least);
      char text[80];
      std::snprintf(text, sizeof text, "loss %.6f, gap %.1e of the start's", it.value,
                    descent.gap.back() / start_gap);
      progress.update(std::min(Index(descent.cost.back()), Index(budget)), text);
      return descent.cost.back() < budget;
    };
    const gateaux::Summary summary = gateaux::gradient_descent(objective, w, descent_options);
    progress.finish();
    std::printf("  %s\n", summary.message.c_str());
  }
  const double descent_cost = std::min(descent.cost_of(limit), descent.cost.back());

  const bool descent_arrived = std::isfinite(descent.cost_of(limit));
  system.at_most("Gauss-Newton: gap, relative to the start's", newton.gap.back() / start_gap, 1e-3);
  std::printf("  %-52s %12.4g\n", "Gauss-Newton: gradient-equivalents to 1e-3", newton_cost);
  std::printf("  %-52s %12.4g  after %.0f gradient-equivalents\n",
              "descent: gap, relative to the start's", descent.gap.back() / start_gap,
              descent.cost.back());
  system.at_least(descent_arrived ? "descent's cost to 1e-3 over Gauss-Newton's"
                                  : "descent's cost, 1e-3 not reached, over Gauss-Newton's",
                  descent_cost / newton_cost, 5.0);

  gateaux::Plot plot;
  plot.title = "Training on the network's own data";
  plot.x_label = "gradient-equivalents";
  plot.y_label = "loss above that of the true weights";
  plot.log_x = true;
  plot.log_y = true;
  const History descent_points = thinned(descent);
  plot.add("gradient descent", descent_points.cost, descent_points.gap);
  plot.add("Gauss-Newton-CG", newton.cost, newton.gap, gateaux::Series::Style::LinesPoints);
  plot.add("one thousandth of the start", {1.0, std::max(newton.cost.back(), descent.cost.back())},
           {limit, limit});
  plot.write("convergence.svg");
  return system.finish("Gauss-Newton-CG against gradient descent; convergence.svg");
}

} // namespace

int main() {
  gateaux::Plot plot;
  plot.title = "Taylor remainders along a line";
  plot.x_label = "step h";
  plot.y_label = "remainder";
  plot.log_x = true;
  plot.log_y = true;
  bool passed = check_single_layer(plot);
  passed = check_objective(plot) && passed;
  plot.write("derivative_check.svg");
  passed = train_on_own_data() && passed;
  return passed ? 0 : 1;
}
