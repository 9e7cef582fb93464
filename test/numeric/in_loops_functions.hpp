// SPDX-License-Identifier: Apache-2.0
//
// The functions of <cmath> and the algorithms of <algorithm> and <numeric>, in loops in branches and in branches in
// loops.
#ifndef GATEAUX_TEST_NUMERIC_IN_LOOPS_FUNCTIONS_HPP
#define GATEAUX_TEST_NUMERIC_IN_LOOPS_FUNCTIONS_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace in_loops_functions {

using Eigen::VectorXd;

/// Circular functions and their inverses.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double circular(const VectorXd &x, int n) {
  double s = x(0), t = 0;
  if (n > 0)
    for (int i = 0; i < 4; ++i) {
      t += std::sin(s) * std::cos(s * x(i)) + 0.1 * std::tan(0.3 * s);
      s = std::asin(0.5 * std::sin(t)) + std::acos(0.3 * x(i) * std::cos(s));
      if (s > 1)
        s = std::atan(s * t) + std::atan2(x(i), t) + std::atan2(s, 2);
      else
        s += sin(t) * cos(1.5) + atan2(1, s + 2);
    }
  return s * t;
}

/// Hyperbolic functions and their inverses.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double hyperbolic(const VectorXd &x, int n) {
  double s = x(0), t = 0;
  if (n > 0)
    for (int i = 0; i < 4; ++i) {
      t += std::sinh(0.3 * s) * std::tanh(s * x(i));
      s = std::asinh(t + s) + std::acosh(1.5 + x(i) * s * s);
      if (i != 1)
        s += std::atanh(0.4 * std::tanh(t));
      else
        s *= 1 / std::cosh(s - t);
    }
  return s * t;
}

/// Exponentials, logarithms, powers and roots.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double exponential(const VectorXd &x, int n) {
  double s = x(0), t = 0.5;
  if (n > 0)
    for (int i = 0; i < 4; ++i) {
      s = std::exp(-s * x(i)) + std::exp2(0.2 * s) + std::expm1(0.1 * t);
      t += std::log(1 + s * s) * std::log2(2 + x(i)) + std::log10(3 + s) + std::log1p(s * t);
      if (t > 1) {
        t = std::pow(t, 0.3) + std::pow(x(i), s) + std::pow(s, 2) + std::pow(1.5, t * 0.1);
        t += std::pow(s, i) + std::pow(s, -i);
      } else {
        t *= std::sqrt(s) + std::cbrt(t * x(i));
      }
      t = 2 + std::sin(t);
      s = std::sqrt(t + 4) + std::cbrt(0.1 * std::sin(s) - 3);
      s += 0.1 * std::ldexp(std::sin(s), i) + std::scalbn(t, -2);
    }
  return s * t;
}

/// hypot, erf, erfc, tgamma and lgamma.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double special(const VectorXd &x, int n) {
  double s = x(0), t = 0.5;
  if (n > 0)
    for (int i = 0; i < 4; ++i) {
      s = std::erf(s * x(i)) + std::hypot(s, t);
      t = std::hypot(s, t, x(i)) * std::erfc(0.4 * s);
      if (s > 0.5)
        s = 0.5 * std::tgamma(s) + 0.2 * std::lgamma(1 + t * t);
      else
        s += std::lgamma(s + 0.3) * 0.1 + std::tgamma(t + 0.2) * 0.1;
      s = 0.5 + std::tanh(s) * 0.4;
    }
  return s * t;
}

/// Absolute values, remainders, roundings and what chooses one of its arguments.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double remainders(const VectorXd &x, int n) {
  double s = x(0), t = 0.55;
  if (n > 0)
    for (int i = 0; i < 4; ++i) {
      s = std::fabs(std::sin(s) - 2) + std::abs(-1 - t * x(i)) + std::fma(0.1 * s, t, x(i));
      t = std::fmod(3.2 + 0.2 * std::sin(s), 1.1 + 0.1 * x(i)) + std::remainder(7 + 0.1 * std::cos(t), 2 + 0.1 * x(0));
      if (i % 2 == 0) {
        s = std::fmin(0.2 * s, t + 4) + std::fmax(0.1 * s * t, -3.0) + std::fdim(0.1 * t, s + 5) + std::fdim(9, s);
        t += 0.1 * s * std::floor(2 * x(0)) + std::ceil(0.4 + x(1)) * 0.1 * s - std::round(5 * x(0)) * 0.1;
        t *= std::trunc(3.3 * x(0)) * 0.3;
      } else {
        s += std::copysign(0.3 * s * x(i), x(i) - 8) + std::copysign(0.3, s) * std::sin(t);
        t += std::rint(2.2 * x(0)) * 0.1 * s + std::nearbyint(x(2) + 0.2) * 0.1;
      }
      s = std::sin(0.3 * s) + (std::signbit(x(i)) ? 0.1 * t : 0.2 * t);
      s += static_cast<double>(std::lround(3 * x(0))) * s * 0.05 + static_cast<double>(std::lrint(x(2))) * 0.1;
      double whole = 0;
      t = 0.3 + std::modf(1.3 + 0.1 * std::sin(t * s), &whole) + 0.01 * whole * s;
      if (std::isnan(s) || std::isinf(t) || !std::isfinite(s))
        return s;
    }
  return s * t;
}

/// std::min, max, clamp, abs, swap and references to what is chosen.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double chosen(const VectorXd &x, int n) {
  double s = x(0), t = 0.5;
  if (n > 0)
    for (int i = 0; i < 4; ++i) {
      s = std::max(std::sin(s) + 3, t * x(i)) + std::min(0.1 * s, 2.77);
      t = std::clamp(0.1 * s + 0.3 * t, 0.01 * x(i), 5.3) + std::abs(0.1 * t - s - 2 * x(i));
      if (i % 2 == 0)
        std::swap(s, t);
      else
        s += std::max({s * 0.02, t * 0.01, x(i) + 3}) * std::min({s + 3, t + 4, 0.1 * x(i)});
      s = std::sin(0.3 * s) + std::max<double>(0, 0.2 * s + 0.61);
      const double &larger = std::max(s, t);
      t = std::sin(0.1 * t + 0.2 * larger) + std::max(std::min(s, 7.0), -3.0);
    }
  return s * t;
}

/// Algorithms over ranges of numbers that change.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double algorithms(const VectorXd &x, int n) {
  std::vector<double> v(x.data(), x.data() + x.size()), w(5, 0.2);
  double a[4] = {x(0), 1, x(1), 2};
  VectorXd y = x;
  double s = x(0);
  if (n > 0)
    for (int i = 0; i < 3; ++i) {
      s = std::sin(std::accumulate(v.begin(), v.end(), s));
      std::transform(v.begin(), v.end(), w.begin(), [&](double e) { return std::sin(e * s); });
      std::transform(v.begin(), v.end(), w.begin(), v.begin(), [](double p, double q) { return p + q * q; });
      s += 0.1 * std::inner_product(v.begin(), v.end(), w.begin(), s);
      if (s > 0.3) {
        s += *std::max_element(v.begin(), v.end()) * *std::min_element(w.begin(), w.end());
        std::swap(v[0], w[1]);
        std::reverse(w.begin(), w.end());
        std::swap_ranges(a, a + 2, a + 2);
      } else {
        s *= std::accumulate(a, a + 4, 1.0, [](double p, double q) { return p * (1 + q * q); }) * 0.01;
        std::for_each(v.begin(), v.end(), [&](double &e) { e *= s; });
        std::rotate(w.begin(), w.begin() + 1, w.end());
      }
      std::partial_sum(w.begin(), w.end(), w.begin());
      std::copy(w.begin(), w.begin() + 2, a + 1);
      std::fill(y.data() + 3, y.data() + 5, s);
      const auto position = std::max_element(y.data(), y.data() + y.size()) - y.data();
      y(position) *= 0.7 * s;
      s += static_cast<double>(std::count_if(v.begin(), v.end(), [](double e) { return e > -20; })) * s;
      s = std::tanh(s) + v[1] * std::inner_product(a, a + 3, y.data(), 0.0);
      for (double &e : v)
        e /= 1 + e * e;
      for (double &e : w)
        e = std::cos(e);
    }
  return s + v[0] * w[1] + y.sum() + a[2] * a[0];
}

/// Functions whose arguments are carried from one iteration to the next, in branches in a loop.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double in_loop_of_angles(const VectorXd &x, int n) {
  double s = x(0), p = 1;
  for (int i = 0; i < 24; ++i) {
    if (i % 12 == 0)
      s = std::sin(s);
    else if (i % 12 == 1)
      s = std::acos(0.5 * s) * x(1);
    else if (i % 12 == 2)
      s = std::atan2(s, p);
    else if (i % 12 == 3)
      p = std::sin(p) * std::sqrt(1 + s * s);
    else if (i % 12 == 4)
      s = std::pow(1 + s * s, x(2));
    else if (i % 12 == 5)
      s = std::log(1 + s * x(3)) * p;
    else if (i % 12 == 6)
      p = std::erf(p) + s;
    else if (i % 12 == 7)
      s = std::hypot(s, p) * 0.4;
    else if (i % 12 == 8)
      s = std::fmod(5.3 + 0.1 * std::sin(s), 1.1) + 0.1 * std::tgamma(1.5 + 0.4 * std::sin(p));
    else if (i % 12 == 9)
      p = std::exp(-p) + std::cbrt(2 + std::sin(s));
    else if (i % 12 == 10)
      p = std::fma(0.3 * std::sin(s), p, x(4) * n);
    else
      s = std::asinh(s * p);
  }
  return s * p;
}

} // namespace in_loops_functions

#endif // GATEAUX_TEST_NUMERIC_IN_LOOPS_FUNCTIONS_HPP
