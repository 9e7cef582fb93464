// SPDX-License-Identifier: Apache-2.0
//
// Arithmetic with the arguments of functions, which are tuples of scalars and matrices, and checks of derivatives by
// differences.
#ifndef GATEAUX_TEST_BENCHMARK_ARGUMENTS_HPP
#define GATEAUX_TEST_BENCHMARK_ARGUMENTS_HPP

#include <Eigen/Dense>

#include <cmath>
#include <random>
#include <tuple>
#include <type_traits>
#include <utility>

/// Calls f(part of x, part of y) for each part.
template <typename F, typename X, typename Y>
void eachPart(X &x, Y &y, F f) {
  std::apply([&](auto &...a) { std::apply([&](auto &...b) { (f(a, b), ...); }, y); }, x);
}

template <typename X>
double dot(const X &x, const X &y) {
  double sum = 0;
  eachPart(x, y, [&](const auto &a, const auto &b) {
    if constexpr (std::is_same<std::decay_t<decltype(a)>, double>::value)
      sum += a * b;
    else
      sum += a.cwiseProduct(b).sum();
  });
  return sum;
}

/// x + t v.
template <typename X>
X shifted(X x, const X &v, double t) {
  eachPart(x, v, [&](auto &a, const auto &b) { a += t * b; });
  return x;
}

/// How much two gradients, or Hessian products, differ, relative to the second one.
template <typename X>
double difference(const X &x, const X &y) {
  const X d = shifted(x, y, -1);
  return std::sqrt(dot(d, d) / dot(y, y));
}

/// A direction of the form of x.
template <typename X>
X direction(X x) {
  std::mt19937_64 generator(11);
  std::normal_distribution<double> normal;
  eachPart(x, x, [&](auto &a, auto &) {
    if constexpr (std::is_same<std::decay_t<decltype(a)>, double>::value)
      a = normal(generator);
    else
      for (Eigen::Index i = 0; i < a.size(); ++i)
        a.data()[i] = normal(generator);
  });
  return x;
}

inline Eigen::MatrixXd random(Eigen::Index rows, Eigen::Index cols, unsigned seed) {
  std::mt19937_64 generator(seed);
  std::normal_distribution<double> normal;
  return Eigen::MatrixXd::NullaryExpr(rows, cols, [&] { return normal(generator); });
}

/// By how much v' h differs from the difference of gradients along v, where h should be the Hessian times v.
template <typename X, typename G>
double curvatureError(const X &x, const X &v, const X &h, G gradient) {
  const double t = 1e-6;
  const X up = shifted(x, v, t), down = shifted(x, v, -t);
  X gUp = x, gDown = x;
  gradient(up, gUp);
  gradient(down, gDown);
  const double curvature = (dot(gUp, v) - dot(gDown, v)) / (2 * t);
  return std::abs(dot(h, v) - curvature) / std::sqrt(dot(v, v) * dot(h, h));
}

#endif // GATEAUX_TEST_BENCHMARK_ARGUMENTS_HPP
