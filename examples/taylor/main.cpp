// SPDX-License-Identifier: Apache-2.0
//
// Taylor approximations of a network's loss, Hessian and Gauss-Newton products, and the check of a
// gradient: the systems T3, T4, T8 and H3 of README.md.
#include <Eigen/Dense>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <gateaux/plot.hpp>
#include <gateaux/solvers/check.hpp>
#include <gateaux/solvers/check_taylor.hpp>
#include <gateaux/solvers/entry_names.hpp>
#include <gateaux/solvers/lanczos.hpp>
#include <limits>
#include <string>

#include "../common/system.hpp"
#include "network.gateaux.hpp"

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using examples::Random;
using examples::relative_difference;
using examples::System;

/// A network with random weights, random examples and random distributions over the classes.
struct Network {
  MatrixXd W1, W2, X, C;
  VectorXd b1, b2;

  Network(Index inputs, Index hidden, Index classes, Index count, Random &random)
      : W1(random.matrix(hidden, inputs) / std::sqrt(double(inputs))),
        W2(random.matrix(classes, hidden) / std::sqrt(double(hidden))),
        X(random.matrix(inputs, count)), C(random.matrix(classes, count).array().exp()),
        b1(0.1 * random.vector(hidden)), b2(0.1 * random.vector(classes)) {
    C.array().rowwise() /= C.colwise().sum().array().eval();
  }
  network_loss_objective objective() const { return network_loss_objective(W1, b1, W2, b2, X, C); }
};

/// T3: the remainders of the first- and second-order approximations along a line.
bool remainders(bool) {
  System system("T3");
  Random random(1);
  const Network net(6, 8, 4, 20, random);
  network_loss_objective objective = net.objective();
  const VectorXd w = objective.initial();
  const VectorXd v = random.vector(w.size());
  const gateaux::TaylorSummary summary = gateaux::check_taylor(objective, w, v);
  std::printf("  %s\n", summary.message.c_str());
  system.within("slope of the first-order remainder", summary.first.slope, 2.0, 0.05);
  system.within("slope of the second-order remainder", summary.second.slope, 3.0, 0.05);

  gateaux::Plot plot;
  plot.title = "Taylor remainders of a network's loss along a line";
  plot.x_label = "step h";
  plot.y_label = "remainder";
  plot.log_x = plot.log_y = true;
  const auto style = gateaux::Series::Style::LinesPoints;
  plot.add("E(w + h v) - E - h g'v, slope 2", summary.first.steps, summary.first.remainders, style);
  plot.add("the same - h^2 v'H v / 2, slope 3", summary.second.steps, summary.second.remainders,
           style);
  plot.write("taylor.png");
  system.picture("taylor.png");
  return system.finish();
}

/// The Hessian of softmax regression in closed form: the sum over the examples of
/// (diag(p) - p p') (x) [x; 1] [x; 1]' with p the softmax, parameters vec(W) then b.
MatrixXd regression_hessian(const MatrixXd &W, const VectorXd &b, const MatrixXd &X,
                            const MatrixXd &C) {
  const Index classes = W.rows();
  const Index n = W.size() + b.size();
  MatrixXd H = MatrixXd::Zero(n, n);
  for (Index j = 0; j < X.cols(); ++j) {
    VectorXd p = (W * X.col(j) + b).array().exp();
    p /= p.sum();
    const MatrixXd inner =
        C.col(j).sum() * (MatrixXd(p.asDiagonal()) - p * p.transpose()) / double(X.cols());
    VectorXd x(X.rows() + 1);
    x << X.col(j), 1.0;
    for (Index k = 0; k < x.size(); ++k)
      for (Index l = 0; l < x.size(); ++l)
        H.block(k * classes, l * classes, classes, classes) += x(k) * x(l) * inner;
  }
  return H;
}

/// T4: Hessian-vector products and Rayleigh quotients against dense Hessians.
bool hessian_products(bool) {
  System system("T4");
  Random random(2);
  const Network net(6, 8, 4, 20, random);
  network_loss_objective objective = net.objective();
  const VectorXd w = objective.initial();
  const VectorXd v = random.vector(w.size());
  MatrixXd H;
  VectorXd Hv;
  network_loss_hessian(net.W1, net.b1, net.W2, net.b2, net.X, net.C, H);
  objective.hvp(w, v, Hv);
  system.at_most("network: H v against the dense Hessian times v",
                 relative_difference(Hv, VectorXd(H * v)), 1e-10);
  system.at_most("network: |H - H'|, relative", relative_difference(H, MatrixXd(H.transpose())),
                 1e-10);
  const double rayleigh = gateaux::rayleigh_quotient(objective, w, v);
  const double dense = v.dot(H * v) / v.squaredNorm();
  system.at_most("network: Rayleigh quotient, relative difference",
                 std::abs(rayleigh - dense) / std::abs(dense), 1e-10);
  const gateaux::CheckSummary check = gateaux::check_hessian(objective, w);
  std::printf("  %s\n", check.message.c_str());
  system.at_most("network: H v against differences of the gradient", check.relative_error, 1e-6);

  const MatrixXd W = random.matrix(4, 6);
  const VectorXd b = random.vector(4);
  regression_loss_objective regression(W, b, net.X, net.C);
  const VectorXd u = random.vector(regression.dimension());
  regression.hvp(regression.initial(), u, Hv);
  H = regression_hessian(W, b, net.X, net.C);
  system.at_most("regression: H v against the closed form times v",
                 relative_difference(Hv, VectorXd(H * u)), 1e-10);
  return system.finish();
}

/// The least time of one call, over calls of two functions in turn.
template <typename A, typename B>
std::pair<double, double> fastest(int repeats, A &&a, B &&b) {
  using Clock = std::chrono::steady_clock;
  std::pair<double, double> best(std::numeric_limits<double>::infinity(),
                                 std::numeric_limits<double>::infinity());
  for (int i = 0; i < repeats; ++i) {
    const auto start = Clock::now();
    a();
    const auto middle = Clock::now();
    b();
    const auto end = Clock::now();
    best.first = std::min(best.first, std::chrono::duration<double>(middle - start).count());
    best.second = std::min(best.second, std::chrono::duration<double>(end - middle).count());
  }
  return best;
}

/// T8: Gauss-Newton products.
bool gauss_newton_products(bool full) {
  System system("T8");
  Random random(3);
  const Network net(6, 8, 4, 20, random);
  network_loss_objective objective = net.objective();
  const VectorXd w = objective.initial();
  MatrixXd J;
  MatrixXd H_S;
  logits_jacobian(net.W1, net.b1, net.W2, net.b2, net.X, J);
  output_loss_hessian(logits(net.W1, net.b1, net.W2, net.b2, net.X), net.C, H_S);
  const MatrixXd G = J.transpose() * H_S * J;
  VectorXd Gv;
  VectorXd Hv;
  double least = std::numeric_limits<double>::infinity();
  double worst = 0.0;
  double difference = 0.0;
  for (int i = 0; i < 20; ++i) {
    const VectorXd v = random.vector(w.size());
    objective.ggnvp(w, v, Gv);
    objective.hvp(w, v, Hv);
    worst = std::max(worst, relative_difference(Gv, VectorXd(G * v)));
    least = std::min(least, v.dot(Gv) / (v.norm() * Gv.norm()));
    difference = std::max(difference, relative_difference(Hv, Gv));
  }
  system.at_most("G v against J' H_S J v formed densely", worst, 1e-10);
  system.at_least("v' G v / |v| |G v|, the least over random v", least, 0.0);
  system.at_least("network: H v differs from G v, relative", difference, 1e-3);

  regression_loss_objective regression(random.matrix(4, 6), random.vector(4), net.X, net.C);
  const VectorXd u = random.vector(regression.dimension());
  regression.ggnvp(regression.initial(), u, Gv);
  regression.hvp(regression.initial(), u, Hv);
  system.at_most("linear in its weights: G v equals H v", relative_difference(Gv, Hv), 1e-10);

  // Both products with their own forward sweep, then both at a point that is linearised already.
  const Network large(64, 128, 10, 512, random);
  network_loss_objective at = large.objective();
  const VectorXd start = at.initial();
  const VectorXd v = random.vector(start.size());
  const int repeats = full ? 400 : 60;
  const auto whole = fastest(
      repeats, [&] { at.ggnvp(start, v, Gv); }, [&] { at.hvp(start, v, Hv); });
  VectorXd g;
  at.linearize(start, g);
  const auto applied = fastest(
      repeats, [&] { at.ggnvp(v, Gv); }, [&] { at.hvp(v, Hv); });
  system.show("milliseconds for H v", 1e3 * whole.second);
  system.show("milliseconds for G v", 1e3 * whole.first);
  system.at_most("time of G v over that of H v", whole.first / whole.second, 1.0);
  system.at_most("the same where the point is linearised", applied.first / applied.second, 1.0);
  return system.finish();
}

/// An objective with a planted error: one entry of the gradient is off.
class Planted {
public:
  Planted(network_loss_objective &objective, Index entry, double factor)
      : objective_(objective), entry_(entry), factor_(factor) {}
  Index dimension() const { return objective_.dimension(); }
  double value(const VectorXd &w) { return objective_.value(w); }
  double gradient(const VectorXd &w, VectorXd &g) {
    const double value = objective_.gradient(w, g);
    if (entry_ >= 0)
      g[entry_] *= factor_;
    return value;
  }

private:
  network_loss_objective &objective_;
  Index entry_;
  double factor_;
};

/// H3: gradient checking as a tool. The right gradient passes, a planted error is found and named.
bool gradient_checking(bool) {
  System system("H3");
  Random random(4);
  const Network net(5, 6, 3, 15, random);
  network_loss_objective objective = net.objective();
  const VectorXd w = objective.initial();
  gateaux::CheckOptions options;
  options.name = gateaux::EntryNames()
                     .add("W1", net.W1)
                     .add("b1", net.b1)
                     .add("W2", net.W2)
                     .add("b2", net.b2);
  Planted right(objective, -1, 1.0);
  const gateaux::CheckSummary clean = gateaux::check_gradient(right, w, options);
  std::printf("  %s\n", clean.message.c_str());
  system.at_most("the right gradient: largest relative error", clean.relative_error, 1e-6);
  system.at_least("the right gradient passes", clean.passed() ? 1.0 : 0.0, 1.0);

  // Errors of one part in a thousand, each in another entry.
  Index found = 0;
  Index planted = 0;
  VectorXd g;
  objective.gradient(w, g);
  for (Index entry = 0; entry < w.size(); entry += 4) {
    if (std::abs(g[entry]) < 0.05 * g.cwiseAbs().maxCoeff())
      continue;
    Planted wrong(objective, entry, 1.001);
    const gateaux::CheckSummary summary = gateaux::check_gradient(wrong, w, options);
    if (planted++ == 0)
      std::printf("  %s\n", summary.message.c_str());
    if (summary.status == gateaux::CheckStatus::Failed && summary.worst_entry == entry &&
        summary.message.find(options.name(entry)) != std::string::npos)
      ++found;
  }
  system.show("errors planted", double(planted));
  system.at_least("part of the planted errors found and named",
                  planted > 0 ? double(found) / double(planted) : 0.0, 1.0);
  return system.finish();
}

} // namespace

int main(int argc, char **argv) {
  return examples::run_systems(argc, argv,
                               {{"T3", remainders},
                                {"T4", hessian_products},
                                {"T8", gauss_newton_products},
                                {"H3", gradient_checking}});
}
