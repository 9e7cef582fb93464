// SPDX-License-Identifier: Apache-2.0
//
// The generated derivatives of a network (50 features, 40 hidden units, 10 classes) against what an
// expert writes by hand, and against each other. Exits with 1 when a limit is missed or a generated
// derivative differs from the one written by hand.
#include <cstdio>
#include <random>
#include <string>

#include "hand_written.hpp"
#include "harness.hpp"
#include "loss.gateaux.hpp"

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr Index features = 50;
constexpr Index hidden = 40;
constexpr Index classes = 10;

/// Floating point operations per example: those of the matrix products, which are two for each
/// entry of the weights that take part, and one for each element-wise operation as hand_written.hpp
/// has them.
struct Flops {
  static constexpr double first = 2.0 * hidden * features; // a product with K, or with Y'
  static constexpr double second = 2.0 * classes * hidden; // a product with W, or with Z'
  // b and tanh; then the largest, its subtraction, C o S, exp and the sums; 1 - Z o Z; sum of b_bar
  static constexpr double forward = 2.0 * hidden + 7.0 * classes;
  static constexpr double gradient =
      2.0 * first + 3.0 * second + forward + 2.0 * classes + 4.0 * hidden;
  // K Y, dK Y, dA Y'; W Z, dW Z, W dZ, dS Z', S dZ', W' S, W' dS, dW' S
  static constexpr double hvp =
      3.0 * first + 8.0 * second + forward + 6.0 * classes + 12.0 * hidden;
  // K Y, dK Y, A Y'; W Z, dW Z, W dZ, dS Z', W' dS
  static constexpr double ggnvp =
      3.0 * first + 5.0 * second + forward + 5.0 * classes + 7.0 * hidden;
  // What does not depend on the direction: K Y and W Z, and for the Hessian W' S.
  static constexpr double kept_ggnvp = first + second + forward + 2.0 * hidden;
  static constexpr double kept_hvp = kept_ggnvp + second;
};

MatrixXd random_matrix(Index rows, Index cols, std::mt19937_64 &generator, double scale = 1.0) {
  std::normal_distribution<double> normal(0.0, scale);
  return MatrixXd::NullaryExpr(rows, cols, [&] { return normal(generator); });
}

Weights random_weights(std::mt19937_64 &generator) {
  return {random_matrix(hidden, features, generator, 1.0 / std::sqrt(double(features))),
          random_matrix(hidden, 1, generator, 0.1),
          random_matrix(classes, hidden, generator, 1.0 / std::sqrt(double(hidden)))};
}

VectorXd flat(const Weights &w) {
  VectorXd x(w.K.size() + w.b.size() + w.W.size());
  x << w.K.reshaped(), w.b, w.W.reshaped();
  return x;
}

double difference(const Weights &a, const Weights &b) {
  return (flat(a) - flat(b)).cwiseAbs().maxCoeff() / flat(b).cwiseAbs().maxCoeff();
}

void bench(Index n, Report &report) {
  const std::string where = "n=" + std::to_string(n);
  std::mt19937_64 generator(7);
  const Weights w = random_weights(generator);
  const Weights v = random_weights(generator);
  const MatrixXd Y = random_matrix(features, n, generator);
  MatrixXd C = random_matrix(classes, n, generator).array().exp();
  C.array().rowwise() /= C.colwise().sum().array().eval();
  const VectorXd w_flat = flat(w);
  const VectorXd v_flat = flat(v);

  // Each candidate has buffers of its own, as the generated functions have.
  HandWritten<EigenFunctions> hand_eigen;
  HandWritten<GateauxFunctions> hand, hand_of_hvp, hand_of_ggnvp, hand_of_value;
  loss_gradient_workspace gradient_ws;
  loss_hvp_workspace hvp_ws;
  loss_ggnvp_workspace ggnvp_ws;
  loss_tangent_workspace tangent_ws;
  loss_objective objective(w.K, w.b, w.W, Y, C);
  loss_objective linearized(w.K, w.b, w.W, Y, C);
  Weights hand_out, out;
  double hand_tangent = 0.0;
  double tangent = 0.0;
  VectorXd g, hv, gv;
  linearized.linearize(w_flat, g);
  double sink = 0.0;

  Race race;
  const auto hand_eigen_gradient =
      race.add([&] { sink += hand_eigen.gradient(w, Y, C, hand_out); });
  const auto hand_gradient = race.add([&] { sink += hand.gradient(w, Y, C, hand_out); });
  const auto gradient = race.add(
      [&] { sink += loss_gradient(w.K, w.b, w.W, Y, C, out.K, out.b, out.W, gradient_ws); });
  const auto hand_hvp = race.add([&] { sink += hand_of_hvp.hvp(w, Y, C, v, hand_out); });
  const auto hvp = race.add(
      [&] { sink += loss_hvp(w.K, w.b, w.W, Y, C, v.K, v.b, v.W, out.K, out.b, out.W, hvp_ws); });
  const auto hand_ggnvp = race.add([&] { sink += hand_of_ggnvp.ggnvp(w, Y, C, v, hand_out); });
  const auto ggnvp = race.add([&] {
    sink += loss_ggnvp(w.K, w.b, w.W, Y, C, v.K, v.b, v.W, out.K, out.b, out.W, ggnvp_ws);
  });
  const auto full_hvp = race.add([&] { objective.hvp(w_flat, v_flat, hv); });
  const auto linearized_hvp = race.add([&] { linearized.hvp(v_flat, hv); });
  const auto full_ggnvp = race.add([&] { objective.ggnvp(w_flat, v_flat, gv); });
  const auto linearized_ggnvp = race.add([&] { linearized.ggnvp(v_flat, gv); });
  const auto primal = race.add([&] { sink += loss(w.K, w.b, w.W, Y, C); });
  const auto generated_tangent = race.add(
      [&] { sink += loss_tangent(w.K, w.b, w.W, Y, C, v.K, v.b, v.W, tangent, tangent_ws); });
  const auto hand_value = race.add([&] { sink += hand_of_value.value(w, Y, C); });

  // What is timed has to be right.
  const double hand_loss = hand.gradient(w, Y, C, hand_out);
  const double generated_loss =
      loss_gradient(w.K, w.b, w.W, Y, C, out.K, out.b, out.W, gradient_ws);
  report.require(where, "the losses, generated and by hand,",
                 std::abs(generated_loss - hand_loss) / std::abs(hand_loss), 1e-12);
  report.require(where, "the gradients, generated and by hand,", difference(out, hand_out), 1e-10);
  hand.hvp(w, Y, C, v, hand_out);
  loss_hvp(w.K, w.b, w.W, Y, C, v.K, v.b, v.W, out.K, out.b, out.W, hvp_ws);
  linearized.hvp(v_flat, hv);
  report.require(where, "the Hessian products, generated and by hand,", difference(out, hand_out),
                 1e-10);
  report.require(where, "the Hessian products, linearised and full,",
                 (hv - flat(out)).norm() / hv.norm(), 1e-12);
  hand.ggnvp(w, Y, C, v, hand_out);
  loss_ggnvp(w.K, w.b, w.W, Y, C, v.K, v.b, v.W, out.K, out.b, out.W, ggnvp_ws);
  linearized.ggnvp(v_flat, gv);
  report.require(where, "the Gauss-Newton products, generated and by hand,",
                 difference(out, hand_out), 1e-10);
  report.require(where, "the Gauss-Newton products, linearised and full,",
                 (gv - flat(out)).norm() / gv.norm(), 1e-12);
  hand.tangent(w, Y, C, v, hand_tangent);
  loss_tangent(w.K, w.b, w.W, Y, C, v.K, v.b, v.W, tangent, tangent_ws);
  report.require(where, "the tangents, generated and by hand,",
                 std::abs(tangent - hand_tangent) / std::abs(hand_tangent), 1e-10);

  race.run(2.0, 60);

  const auto us = [&](std::size_t i) { return race.time(i) * 1e6; };
  std::printf(
      "time   %-7s  by hand: gradient %.4g us (%.4g with Eigen's tanh and exp), hvp %.4g, ggnvp "
      "%.4g, value %.4g\n",
      where.c_str(), us(hand_gradient), us(hand_eigen_gradient), us(hand_hvp), us(hand_ggnvp),
      us(hand_value));
  std::printf("time   %-7s  generated: gradient %.4g us, hvp %.4g, ggnvp %.4g, tangent %.4g, "
              "linearised hvp %.4g, ggnvp %.4g; loss as written %.4g\n",
              where.c_str(), us(gradient), us(hvp), us(ggnvp), us(generated_tangent),
              us(linearized_hvp), us(linearized_ggnvp), us(primal));

  report.ratio(where, "gradient / by hand", race.ratio(gradient, hand_eigen_gradient), 1.0);
  report.ratio(where, "gradient / by hand, gateaux::tanh, exp",
               race.ratio(gradient, hand_gradient));
  report.ratio(where, "hvp / gradient", race.ratio(hvp, gradient),
               1.1 * Flops::hvp / Flops::gradient);
  report.ratio(where, "hvp / by hand, gateaux::tanh, exp", race.ratio(hvp, hand_hvp));
  report.ratio(where, "ggnvp / hvp", race.ratio(ggnvp, hvp), 1.0);
  report.ratio(where, "ggnvp / by hand, gateaux::tanh, exp", race.ratio(ggnvp, hand_ggnvp));
  report.ratio(where, "hvp, linearised / full", race.ratio(linearized_hvp, full_hvp), 1.0);
  report.ratio(where, "ggnvp, linearised / full", race.ratio(linearized_ggnvp, full_ggnvp), 1.0);
  report.ratio(where, "tangent / loss as written", race.ratio(generated_tangent, primal), 2.2);
  report.ratio(where, "tangent / value by hand, gateaux::tanh, exp",
               race.ratio(generated_tangent, hand_value));
  std::printf("\n");
  if (!std::isfinite(sink))
    std::printf("sum of all losses %g\n", sink);
}

} // namespace

int main() {
  std::printf("Eigen uses %s\n", Eigen::SimdInstructionSetsInUse());
  std::printf("flops per example: gradient %.0f, hvp %.0f, ggnvp %.0f\n", Flops::gradient,
              Flops::hvp, Flops::ggnvp);
  std::printf("flop ratio  hvp / gradient %.3f, ggnvp / hvp %.3f, linearised / full: hvp %.3f, "
              "ggnvp %.3f\n\n",
              Flops::hvp / Flops::gradient, Flops::ggnvp / Flops::hvp,
              1.0 - Flops::kept_hvp / Flops::hvp, 1.0 - Flops::kept_ggnvp / Flops::ggnvp);
  Report report;
  for (const Index n : {1, 32, 500, 5000})
    bench(n, report);
  return report.passed() ? 0 : 1;
}
