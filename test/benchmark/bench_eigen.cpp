// SPDX-License-Identifier: Apache-2.0
//
// What the derivatives of losses with decompositions, products, blocks and vectors of fixed size cost: a gradient takes
// at most as long as the one that an expert writes by hand, and a Hessian-vector product at most 1.1 times as much
// more than the gradient as it has more floating point operations. Exits with 1 when a limit is missed or a derivative
// is wrong.
#include <cmath>
#include <cstdio>
#include <string>
#include <tuple>

#include "arguments.hpp"
#include "harness.hpp"
#include "matrices.gateaux.hpp"
#include "matrices_by_hand.hpp"

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Floating point operations of the gradient and of the Hessian product as one writes them by hand, forward over
/// reverse. Of functions of numbers, exp for example, each counts as one.
struct Flops {
  double gradient, hvp;
};

/// Races the gradient by hand, the generated one and the Hessian product. `x` holds what is differentiated.
template <typename X, typename Hand, typename G, typename H>
void bench(Report &report, const std::string &name, Flops flops, const X &x, Hand hand, G gradient, H hvp) {
  const X v = direction(x);
  X expected = x, g = x, h = x;
  double sink = 0;
  Race race;
  const auto byHand = race.add([&] { sink += hand(x, expected); });
  const auto first = race.add([&] { sink += gradient(x, g); });
  const auto second = race.add([&] { sink += hvp(x, v, h); });
  // What is timed has to be right.
  const double value = hand(x, expected);
  report.require(name, "the values, by hand and generated,", std::abs(gradient(x, g) - value) / std::abs(value), 1e-12);
  report.require(name, "the gradients, generated and by hand,", difference(g, expected), 1e-9);
  hvp(x, v, h);
  report.require(name, "the Hessian product and the difference of gradients", curvatureError(x, v, h, gradient), 1e-5);
  race.run(2.0, 60);
  std::printf("time   %-12s gradient by hand %.4g us, generated %.4g us, hvp %.4g us\n", name.c_str(),
              1e6 * race.time(byHand), 1e6 * race.time(first), 1e6 * race.time(second));
  std::printf("flops  %-12s gradient %.4g, hvp %.4g, flop ratio %.3f\n", name.c_str(), flops.gradient, flops.hvp,
              flops.hvp / flops.gradient);
  report.ratio(name, "gradient / by hand", race.ratio(first, byHand), 1.0);
  report.ratio(name, "hvp / gradient", race.ratio(second, first), 1.1 * flops.hvp / flops.gradient);
  if (!std::isfinite(sink))
    std::printf("sum of all values %g\n", sink);
}

/// n points with d features.
Flops gaussianProcess(double n, double d) {
  // LLT is n^3 / 3, the inverse two triangular solves for all unit vectors.
  const double cubic = n * n * n, product = 2 * n * n * d;
  // Z' Z and Z G; two sums and exp, K, its copy, alpha alpha', G o E and two sums; solve(y).
  const double gradient = cubic / 3 + 2 * cubic + 2 * product + 11 * n * n + 2 * n * n;
  // dK K^-1 and the solve that follows it; dZ' Z, dZ G and Z dG, dE and dK; dK alpha and its solve, two products of
  // alpha and its tangent; dG o E + G o dE and sums.
  return {gradient, gradient + 4 * cubic + 3 * product + 6 * n * n + 4 * n * n + 4 * n * n + 6 * n * n};
}

/// n tokens of d features.
Flops attention(double n, double d) {
  const double wide = 2 * n * d * d, high = 2 * n * n * d;
  // X Wq, X Wk, X Wv, PV Wo, O Wo', PV' O, and X' with three adjoints; Q K', P V, O V', P' PV_bar, S_bar K, S_bar' Q;
  // scale, largest, difference, exp, sum, quotient; product with sum, difference, product, scale; the residual.
  const double gradient = 9 * wide + 6 * high + 6 * n * n + 5 * n * n + 4 * n * d;
  // What the gradient has but the last adjoints; tangents of the products, two where both factors have one.
  const double hvp = 17 * wide + 15 * high + 6 * n * n + 5 * n * n + 14 * n * n + 5 * n * d;
  return {gradient, hvp};
}

/// n points of d features, k components, one by one.
Flops mixture(double n, double d, double k) {
  // Difference, product and norm; two updates, of which one has a square. Per component largest, difference, exp, sum,
  // quotient, sum of weights.
  const double gradient = n * k * (4 * d + 5 * d + 8);
  // The tangents of U, U dL + R dM, and of its norm; sums of l U, of its tangent, and of the tangent of l U^2, which is
  // U (d(l U) + l dU). Per component, the same as before and the tangents of exponentials and weights.
  const double hvp = n * k * (4 * d + 3 * d + 2 * d + 2 * d + 4 * d + 3 * d + 16);
  return {gradient, hvp};
}

/// The same by products.
Flops mixtureProducts(double n, double d, double k) {
  const double product = 2 * n * k * d;
  // Two products forward and two in reverse; X o X.
  const double gradient = 4 * product + n * d + 8 * n * k;
  // And the same for tangents.
  const double hvp = 8 * product + n * d + 8 * n * k + 9 * n * k;
  return {gradient, hvp};
}

/// n points.
Flops alignment(double n) {
  // R p + t - q, norm, log1p and its sum, the derivative; r times that, its sum, the outer product.
  const double gradient = n * (21 + 5 + 2 + 2 + 3 + 3 + 18);
  // dR p + dt, dot product, the tangent of the factor, that of r, its sum, the outer product.
  const double hvp = n * (21 + 5 + 2 + 2 + 3 + 18 + 18 + 5 + 4 + 9 + 3 + 18);
  return {gradient, hvp};
}

/// An image of n x n numbers, two kernels of k x k.
Flops convolution(double n, double k) {
  const double a = (n - k + 1) * (n - k + 1), b = (n - 2 * k + 2) * (n - 2 * k + 2), taps = 2 * k * k;
  // Both correlations and the sums that are adjoints of kernels, the adjoint of H; tanh and its derivative, residual.
  const double gradient = taps * (2 * a + 3 * b) + 6 * a + 3 * b;
  // Tangents of the correlations, that of the second has two terms, as have the second kernel's adjoint's and that of H.
  const double hvp = taps * (3 * a + 8 * b) + 14 * a + 3 * b;
  return {gradient, hvp};
}

} // namespace

int main() {
  using namespace matrices;
  using std::get;
  std::printf("Eigen uses %s\n", Eigen::SimdInstructionSetsInUse());
  Report report;

  {
    const Index n = 200, d = 8;
    using T = std::tuple<VectorXd, double, double>;
    const MatrixXd X = random(d, n, 1);
    const VectorXd y = random(n, 1, 2);
    by_hand::GaussianProcess hand;
    gaussian_process_gradient_workspace w;
    gaussian_process_hvp_workspace u;
    bench(report, "process", gaussianProcess(n, d), T(VectorXd::Constant(d, 2.5) + 0.3 * random(d, 1, 3), 1.3, 0.4),
          [&](const T &x, T &g) {
            return hand.gradient(get<0>(x), get<1>(x), get<2>(x), X, y, get<0>(g), get<1>(g), get<2>(g));
          },
          [&](const T &x, T &g) {
            return gaussian_process_gradient(get<0>(x), get<1>(x), get<2>(x), X, y, get<0>(g), get<1>(g), get<2>(g), w);
          },
          [&](const T &x, const T &v, T &h) {
            return gaussian_process_hvp(get<0>(x), get<1>(x), get<2>(x), X, y, get<0>(v), get<1>(v), get<2>(v), get<0>(h),
                                        get<1>(h), get<2>(h), u);
          });
  }
  {
    const Index n = 64, d = 128;
    using T = std::tuple<MatrixXd, MatrixXd, MatrixXd, MatrixXd>;
    const MatrixXd X = random(n, d, 4), target = random(n, d, 5);
    by_hand::Attention hand;
    attention_gradient_workspace w;
    attention_hvp_workspace u;
    bench(report, "attention", attention(n, d),
          T(0.09 * random(d, d, 6), 0.09 * random(d, d, 7), 0.09 * random(d, d, 8), 0.09 * random(d, d, 9)),
          [&](const T &x, T &g) {
            return hand.gradient(get<0>(x), get<1>(x), get<2>(x), get<3>(x), X, target, get<0>(g), get<1>(g), get<2>(g),
                                 get<3>(g));
          },
          [&](const T &x, T &g) {
            return attention_gradient(get<0>(x), get<1>(x), get<2>(x), get<3>(x), X, target, get<0>(g), get<1>(g),
                                      get<2>(g), get<3>(g), w);
          },
          [&](const T &x, const T &v, T &h) {
            return attention_hvp(get<0>(x), get<1>(x), get<2>(x), get<3>(x), X, target, get<0>(v), get<1>(v), get<2>(v),
                                 get<3>(v), get<0>(h), get<1>(h), get<2>(h), get<3>(h), u);
          });
  }
  {
    const Index n = 1000, d = 64, k = 25;
    using T = std::tuple<VectorXd, MatrixXd, MatrixXd>;
    const MatrixXd X = random(d, n, 10);
    const T x(random(k, 1, 11), random(d, k, 12), 0.3 * random(d, k, 13));
    {
      by_hand::Mixture hand;
      mixture_gradient_workspace w;
      mixture_hvp_workspace u;
      bench(report, "mixture", mixture(n, d, k), x,
            [&](const T &x, T &g) { return hand.gradient(get<0>(x), get<1>(x), get<2>(x), X, get<0>(g), get<1>(g), get<2>(g)); },
            [&](const T &x, T &g) {
              return mixture_gradient(get<0>(x), get<1>(x), get<2>(x), X, get<0>(g), get<1>(g), get<2>(g), w);
            },
            [&](const T &x, const T &v, T &h) {
              return mixture_hvp(get<0>(x), get<1>(x), get<2>(x), X, get<0>(v), get<1>(v), get<2>(v), get<0>(h), get<1>(h),
                                 get<2>(h), u);
            });
    }
    {
      by_hand::MixtureProducts hand;
      mixture_products_gradient_workspace w;
      mixture_products_hvp_workspace u;
      bench(report, "mixture2", mixtureProducts(n, d, k), x,
            [&](const T &x, T &g) { return hand.gradient(get<0>(x), get<1>(x), get<2>(x), X, get<0>(g), get<1>(g), get<2>(g)); },
            [&](const T &x, T &g) {
              return mixture_products_gradient(get<0>(x), get<1>(x), get<2>(x), X, get<0>(g), get<1>(g), get<2>(g), w);
            },
            [&](const T &x, const T &v, T &h) {
              return mixture_products_hvp(get<0>(x), get<1>(x), get<2>(x), X, get<0>(v), get<1>(v), get<2>(v), get<0>(h),
                                          get<1>(h), get<2>(h), u);
            });
    }
  }
  {
    const Index n = 1000;
    using T = std::tuple<Eigen::Vector3d, Eigen::Vector3d>;
    const Eigen::Matrix3Xd P = random(3, n, 14), Q = P + 0.1 * random(3, n, 15);
    alignment_gradient_workspace w;
    alignment_hvp_workspace u;
    bench(report, "alignment", alignment(n), T({0.3, -0.5, 0.2}, {0.1, 0.2, -0.3}),
          [&](const T &x, T &g) { return by_hand::alignment_gradient(get<0>(x), get<1>(x), P, Q, get<0>(g), get<1>(g)); },
          [&](const T &x, T &g) { return alignment_gradient(get<0>(x), get<1>(x), P, Q, get<0>(g), get<1>(g), w); },
          [&](const T &x, const T &v, T &h) {
            return alignment_hvp(get<0>(x), get<1>(x), P, Q, get<0>(v), get<1>(v), get<0>(h), get<1>(h), u);
          });
  }
  {
    const Index n = 28, k = 5;
    using T = std::tuple<MatrixXd, double, MatrixXd>;
    const MatrixXd image = random(n, n, 16), target = random(n - 2 * k + 2, n - 2 * k + 2, 17);
    by_hand::Convolution hand;
    convolution_gradient_workspace w;
    convolution_hvp_workspace u;
    bench(report, "convolution", convolution(n, k), T(0.2 * random(k, k, 18), 0.1, 0.2 * random(k, k, 19)),
          [&](const T &x, T &g) {
            return hand.gradient(get<0>(x), get<1>(x), get<2>(x), image, target, get<0>(g), get<1>(g), get<2>(g));
          },
          [&](const T &x, T &g) {
            return convolution_gradient(get<0>(x), get<1>(x), get<2>(x), image, target, get<0>(g), get<1>(g), get<2>(g), w);
          },
          [&](const T &x, const T &v, T &h) {
            return convolution_hvp(get<0>(x), get<1>(x), get<2>(x), image, target, get<0>(v), get<1>(v), get<2>(v),
                                   get<0>(h), get<1>(h), get<2>(h), u);
          });
  }
  return report.passed() ? 0 : 1;
}
