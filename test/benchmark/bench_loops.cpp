// SPDX-License-Identifier: Apache-2.0
//
// What derivatives of programs with loops cost, against the programs themselves: a value with its
// gradient takes at most 2.5 times the program for sums over independent iterations and at most 4
// times otherwise. A recurrence of 100,000 steps on 1000 numbers with GATEAUX_CHECKPOINT takes less
// than 200 MB, and at most three times what it takes with everything kept. Exits with 1 when a limit
// is missed or a derivative is wrong.
#include <sys/resource.h>

#include <cstdio>
#include <string>
#include <tuple>

#include "arguments.hpp"
#include "harness.hpp"
#include "loops.gateaux.hpp"

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Races the program, its gradient and its Hessian product. `x` holds what is differentiated.
template <typename X, typename F, typename G, typename H>
void bench(Report &report, const std::string &name, double limit, const X &x, F f, G gradient, H hvp) {
  const X v = direction(x);
  X g = x, h = x;
  double sink = 0;
  Race race;
  const auto primal = race.add([&] { sink += std::apply(f, x); });
  const auto first = race.add([&] { sink += gradient(x, g); });
  const auto second = race.add([&] { sink += hvp(x, v, h); });
  // What is timed has to be right.
  gradient(x, g);
  hvp(x, v, h);
  const double t = 1e-6;
  const double slope = (std::apply(f, shifted(x, v, t)) - std::apply(f, shifted(x, v, -t))) / (2 * t);
  report.require(name, "the gradient and the difference along a direction",
                 std::abs(dot(g, v) - slope) / std::sqrt(dot(v, v) * dot(g, g)), 1e-5);
  report.require(name, "the Hessian product and the difference of gradients", curvatureError(x, v, h, gradient), 1e-5);
  race.run(1.0, 40);
  report.ratio(name, "gradient / program", race.ratio(first, primal), limit);
  report.ratio(name, "hvp / gradient", race.ratio(second, first));
  if (!std::isfinite(sink))
    std::printf("sum of all values %g\n", sink);
}

double peakMegabytes() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return double(usage.ru_maxrss) / 1024;
}

} // namespace

int main() {
  using namespace loops;
  Report report;

  { // First of all, so that the peak is that of the recurrence. What keeps everything takes more than a gigabyte.
    const VectorXd x = random(1000, 1, 1);
    const int steps = 100000;
    VectorXd g;
    double rate;
    const double before = peakMegabytes();
    diffusion_checkpointed_gradient_workspace ws;
    diffusion_checkpointed_gradient(x, 0.2, steps, g, rate, ws);
    const double peak = peakMegabytes() - before;
    const bool good = peak < 200;
    std::printf("memory diffusion, 100,000 steps on 1000 numbers, checkpointed: %.0f MB, limit 200%s\n", peak,
                good ? "" : "  MISSED");
    report.require("diffusion", "memory in MB and 0", good ? 0 : peak, 200);
    VectorXd g2;
    double rate2;
    diffusion_gradient_workspace all;
    diffusion_gradient(x, 0.2, steps, g2, rate2, all);
    report.require("diffusion", "the gradients, checkpointed and kept,", (g - g2).norm() / g2.norm(), 1e-12);
    std::printf("memory diffusion, everything kept: %.0f MB\n", peakMegabytes() - before);
    Race race;
    double sink = 0;
    const auto kept = race.add([&] { sink += diffusion_gradient(x, 0.2, steps, g2, rate2, all); });
    const auto some = race.add([&] { sink += diffusion_checkpointed_gradient(x, 0.2, steps, g, rate, ws); });
    race.run(2.0, 4);
    report.ratio("diffusion", "gradient, checkpointed / everything kept", race.ratio(some, kept), 3.0);
  }

  const MatrixXd X = random(16, 2000, 2), C = random(16, 25, 3);
  using Two = std::tuple<MatrixXd, MatrixXd>;
  {
    k_means_gradient_workspace w;
    k_means_hvp_workspace h;
    bench(report, "k-means", 2.5, Two(X, C), k_means,
          [&](const Two &x, Two &g) { return k_means_gradient(std::get<0>(x), std::get<1>(x), std::get<0>(g), std::get<1>(g), w); },
          [&](const Two &x, const Two &v, Two &g) {
            return k_means_hvp(std::get<0>(x), std::get<1>(x), std::get<0>(v), std::get<1>(v), std::get<0>(g), std::get<1>(g), h);
          });
  }
  {
    k_means_min_gradient_workspace w;
    k_means_min_hvp_workspace h;
    bench(report, "k-means, std::min", 2.5, Two(X, C), k_means_min,
          [&](const Two &x, Two &g) { return k_means_min_gradient(std::get<0>(x), std::get<1>(x), std::get<0>(g), std::get<1>(g), w); },
          [&](const Two &x, const Two &v, Two &g) {
            return k_means_min_hvp(std::get<0>(x), std::get<1>(x), std::get<0>(v), std::get<1>(v), std::get<0>(g), std::get<1>(g), h);
          });
  }
  {
    using T = std::tuple<VectorXd, MatrixXd>;
    mixture_gradient_workspace w;
    mixture_hvp_workspace h;
    bench(report, "mixture", 2.5, T(random(25, 1, 4), C),
          [&](const VectorXd &a, const MatrixXd &M) { return mixture(X, a, M); },
          [&](const T &x, T &g) { return mixture_gradient(X, std::get<0>(x), std::get<1>(x), std::get<0>(g), std::get<1>(g), w); },
          [&](const T &x, const T &v, T &g) {
            return mixture_hvp(X, std::get<0>(x), std::get<1>(x), std::get<0>(v), std::get<1>(v), std::get<0>(g), std::get<1>(g), h);
          });
  }
  {
    const Index n = 4000;
    MatrixXd cameras = random(9, 20, 5);
    cameras.row(5).array() -= 20;
    cameras.row(6).array() += 10;
    cameras.bottomRows(2) *= 0.01;
    const MatrixXd points = random(3, 500, 6), seen = random(2, n, 7);
    Eigen::VectorXi camera(n), point(n);
    for (Index i = 0; i < n; ++i) {
      camera(i) = int(i % 20);
      point(i) = int((i * 7) % 500);
    }
    bundle_gradient_workspace w;
    bundle_hvp_workspace h;
    bench(report, "bundle", 2.5, Two(cameras, points),
          [&](const MatrixXd &c, const MatrixXd &p) { return bundle(c, p, camera, point, seen); },
          [&](const Two &x, Two &g) {
            return bundle_gradient(std::get<0>(x), std::get<1>(x), camera, point, seen, std::get<0>(g), std::get<1>(g), w);
          },
          [&](const Two &x, const Two &v, Two &g) {
            return bundle_hvp(std::get<0>(x), std::get<1>(x), camera, point, seen, std::get<0>(v), std::get<1>(v), std::get<0>(g),
                              std::get<1>(g), h);
          });
  }
  {
    using T = std::tuple<double, double, double>;
    runge_kutta_gradient_workspace w;
    runge_kutta_hvp_workspace h;
    bench(report, "Runge-Kutta", 4.0, T(0.7, 1.1, 0.3), [](double a, double s, double d) { return runge_kutta(a, s, d, 2000); },
          [&](const T &x, T &g) {
            return runge_kutta_gradient(std::get<0>(x), std::get<1>(x), std::get<2>(x), 2000, std::get<0>(g), std::get<1>(g),
                                        std::get<2>(g), w);
          },
          [&](const T &x, const T &v, T &g) {
            return runge_kutta_hvp(std::get<0>(x), std::get<1>(x), std::get<2>(x), 2000, std::get<0>(v), std::get<1>(v),
                                   std::get<2>(v), std::get<0>(g), std::get<1>(g), std::get<2>(g), h);
          });
  }
  {
    lstm_gradient_workspace w;
    lstm_hvp_workspace h;
    bench(report, "LSTM", 4.0, Two(0.3 * random(128, 32, 8), random(32, 100, 9)), lstm,
          [&](const Two &x, Two &g) { return lstm_gradient(std::get<0>(x), std::get<1>(x), std::get<0>(g), std::get<1>(g), w); },
          [&](const Two &x, const Two &v, Two &g) {
            return lstm_hvp(std::get<0>(x), std::get<1>(x), std::get<0>(v), std::get<1>(v), std::get<0>(g), std::get<1>(g), h);
          });
  }
  {
    using T = std::tuple<VectorXd>;
    const VectorXd x0 = VectorXd::LinSpaced(5000, -1, 1), y = random(5000, 1, 10);
    horner_gradient_workspace w;
    horner_hvp_workspace h;
    bench(report, "Horner", 4.0, T(random(12, 1, 12)), [&](const VectorXd &a) { return horner(a, x0, y); },
          [&](const T &x, T &g) { return horner_gradient(std::get<0>(x), x0, y, std::get<0>(g), w); },
          [&](const T &x, const T &v, T &g) { return horner_hvp(std::get<0>(x), x0, y, std::get<0>(v), std::get<0>(g), h); });
  }
  {
    using T = std::tuple<MatrixXd>;
    log_determinant_gradient_workspace w;
    log_determinant_hvp_workspace h;
    bench(report, "log-determinant", 4.0, T(random(60, 60, 13)), log_determinant,
          [&](const T &x, T &g) { return log_determinant_gradient(std::get<0>(x), std::get<0>(g), w); },
          [&](const T &x, const T &v, T &g) { return log_determinant_hvp(std::get<0>(x), std::get<0>(v), std::get<0>(g), h); });
  }
  return report.passed() ? 0 : 1;
}
