// SPDX-License-Identifier: Apache-2.0
//
// N1 and N2: the derivatives of the layer and of the loss, by Taylor remainders, adjoint tests and
// the formulas derived by hand.
#include <Eigen/Dense>
#include <cmath>
#include <functional>
#include <gateaux/plot.hpp>
#include <string>
#include <vector>

#include "hand_formulas.hpp"
#include "single_layer.gateaux.hpp"
#include "systems.hpp"

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using examples::Random;
using examples::System;

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
  return examples::log_log_slope(steps, remainders);
}

/// |u' (J v) - v' (J' u)|, relative to the lengths of u and J v.
double adjoint_gap(const MatrixXd &u, const MatrixXd &Jv, double v_dot_Jtu) {
  return std::abs(u.cwiseProduct(Jv).sum() - v_dot_Jtu) / (u.norm() * Jv.norm());
}

/// Draws the remainders.
void draw(gateaux::Plot &plot, const char *path, const System &system) {
  plot.title = "Taylor remainders along a line";
  plot.x_label = "step h";
  plot.y_label = "remainder";
  plot.log_x = true;
  plot.log_y = true;
  plot.write(path);
  system.picture(path);
}

} // namespace

/// N1: the Jacobians of the layer with respect to K, b and Y.
bool check_single_layer(bool) {
  System system("N1");
  gateaux::Plot plot;
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
  draw(plot, "derivative_check.png", system);
  return system.finish();
}

/// N2: the cross entropy and its derivatives against the formulas derived by hand.
bool check_objective(bool) {
  System system("N2");
  gateaux::Plot plot;
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
  system.at_most("gradient, relative difference", examples::relative_difference(g, hand.gradient()), 1e-12);
  system.at_most("Gauss-Newton product, relative difference",
                 examples::relative_difference(gv, hand.gauss_newton(along.K, b_dot, along.W)), 1e-12);

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
  draw(plot, "objective_check.png", system);
  return system.finish();
}
