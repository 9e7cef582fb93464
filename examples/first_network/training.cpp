// SPDX-License-Identifier: Apache-2.0
//
// N3: training on data that the network generated itself.
#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <gateaux/plot.hpp>
#include <gateaux/progress.hpp>
#include <gateaux/solvers/gauss_newton_cg.hpp>
#include <gateaux/solvers/gradient_descent.hpp>
#include <limits>
#include <vector>

#include "single_layer.gateaux.hpp"
#include "systems.hpp"

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using examples::Random;
using examples::System;

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

} // namespace

/// N3: the inverse crime. Data from known weights, then training from random ones.
bool train_on_own_data(bool) {
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
  system.show("Gauss-Newton: gradient-equivalents to 1e-3", newton_cost);
  system.show("descent: gap at the end, relative to the start's", descent.gap.back() / start_gap);
  system.show("descent: gradient-equivalents", descent.cost.back());
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
  plot.write("convergence.png");
  system.picture("convergence.png");
  return system.finish();
}
