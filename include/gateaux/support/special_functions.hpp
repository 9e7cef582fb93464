// SPDX-License-Identifier: Apache-2.0
//
// Digamma and polygamma, the derivatives of log Gamma, for scalars and coefficient-wise.
#ifndef GATEAUX_SUPPORT_SPECIAL_FUNCTIONS_HPP
#define GATEAUX_SUPPORT_SPECIAL_FUNCTIONS_HPP

#include <Eigen/Core>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

namespace gateaux {

/// psi(x) = d/dx log Gamma(x).
///
/// For x > 0: the recurrence psi(x) = psi(x + 1) - 1/x up to x >= 10 and from there the asymptotic
/// series (Abramowitz and Stegun 6.3.5 and 6.3.18). For x < 0 the reflection
/// psi(x) = psi(1 - x) - pi cot(pi x) (6.3.7). Absolute error some 1e-15 times max(1, |psi|); near
/// the zeros of psi the relative error is larger. The poles: -inf at +0, +inf at -0, NaN at the
/// negative whole numbers.
inline double digamma(double x) {
  constexpr double pi = 3.14159265358979323846;
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (std::isnan(x) || x == infinity)
    return x;
  if (x == 0.0)
    return std::copysign(infinity, -x);
  double psi = 0.0;
  if (x < 0.0) {
    const double fraction = x - std::floor(x);
    if (fraction == 0.0 || x == -infinity)
      return std::numeric_limits<double>::quiet_NaN();
    psi = -pi / std::tan(pi * (fraction > 0.5 ? fraction - 1.0 : fraction));
    x = 1.0 - x;
  }
  while (x < 10.0) {
    psi -= 1.0 / x;
    x += 1.0;
  }
  // B_2k / 2k, from k = 1.
  constexpr double series[] = {1.0 / 12,  -1.0 / 120,       1.0 / 252, -1.0 / 240,
                               1.0 / 132, -691.0 / 32760.0, 1.0 / 12.0};
  const double w = 1.0 / (x * x);
  double tail = 0.0;
  for (int k = 6; k >= 0; --k)
    tail = w * (series[k] + tail);
  return psi + (std::log(x) - 0.5 / x - tail);
}

namespace internal {

/// The Hurwitz zeta function, the sum over k >= 0 of (x + k)^-s, for s > 1 and x > 0, by the
/// Euler-Maclaurin formula from the first x + k >= s + 10 (Johansson 2015, arXiv:1309.2877, sec.
/// 2).
inline double hurwitz_zeta(double s, double x) {
  double sum = 0.0;
  while (x < s + 10.0) {
    sum += std::pow(x, -s);
    x += 1.0;
  }
  // B_2k / (2k)!, from k = 1.
  constexpr double series[] = {1.0 / 12,
                               -1.0 / 720,
                               1.0 / 30240,
                               -1.0 / 1209600,
                               1.0 / 47900160,
                               -691.0 / 1307674368000.0,
                               1.0 / 74724249600.0,
                               -3617.0 / 10670622842880000.0,
                               43867.0 / 5109094217170944000.0,
                               -174611.0 / 802857662698291200000.0};
  const double power = std::pow(x, -s);
  double tail = power * (x / (s - 1.0) + 0.5);
  double term = power * s / x;
  for (int k = 0; k < 10; ++k) {
    tail += series[k] * term;
    term *= (s + 2 * k + 1) * (s + 2 * k + 2) / (x * x);
  }
  return sum + tail;
}

/// pi times the n-th derivative of cot(pi x). With c = cot(pi x) it is pi^(n+1) P_n(c), where P_0 =
/// c and P_(n+1) = -(1 + c^2) P_n'.
inline double cotangent_derivative(int n, double x) {
  constexpr double pi = 3.14159265358979323846;
  double fraction = x - std::floor(x);
  if (fraction > 0.5)
    fraction -= 1.0;
  const double c = 1.0 / std::tan(pi * fraction);
  std::array<double, 180> p{};
  p[1] = pi;
  for (int k = 0; k < n; ++k) {
    std::array<double, 180> next{};
    for (int j = 1; j <= k + 1; ++j) {
      const double slope = -pi * j * p[std::size_t(j)];
      next[std::size_t(j - 1)] += slope;
      next[std::size_t(j + 1)] += slope;
    }
    p = next;
  }
  double y = 0.0;
  for (int j = n + 1; j >= 0; --j)
    y = y * c + p[std::size_t(j)];
  return y;
}

} // namespace internal

/// psi^(n)(x), the n-th derivative of digamma: polygamma(0, x) is digamma(x), polygamma(1, x)
/// trigamma.
///
/// For x > 0: (-1)^(n+1) n! zeta(n + 1, x) with the Hurwitz zeta function (Abramowitz and Stegun
/// 6.4.10). For x < 0 the reflection psi_n(x) = (-1)^n psi_n(1 - x) - pi d^n/dx^n cot(pi x)
/// (6.4.7). Relative error some 1e-14 for n <= 10 and x > 0. n from 0 to 170, else NaN. At the
/// poles, the whole numbers up to 0: +inf for odd n, NaN for even n > 0.
inline double polygamma(int n, double x) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (n == 0)
    return digamma(x);
  if (n < 0 || n > 170 || std::isnan(x) || x == -infinity) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  const double sign = n % 2 == 0 ? -1.0 : 1.0; // (-1)^(n+1)
  if (x == infinity)
    return sign * 0.0;
  if (x <= 0.0) {
    if (x == std::floor(x)) {
      return n % 2 == 1 ? infinity : std::numeric_limits<double>::quiet_NaN();
    }
    return -sign * polygamma(n, 1.0 - x) - internal::cotangent_derivative(n, x);
  }
  return sign * std::tgamma(n + 1.0) * internal::hurwitz_zeta(n + 1.0, x);
}

inline float digamma(float x) { return static_cast<float>(digamma(static_cast<double>(x))); }
inline float polygamma(int n, float x) {
  return static_cast<float>(polygamma(n, static_cast<double>(x)));
}

namespace internal {

template <typename Scalar>
struct PolygammaOp {
  using result_type = Scalar;
  int n;
  Scalar operator()(const Scalar &x) const { return gateaux::polygamma(n, x); }
};

} // namespace internal

/// psi of each coefficient.
template <typename Derived>
Eigen::CwiseUnaryOp<internal::PolygammaOp<typename Derived::Scalar>, const Derived>
digamma(const Eigen::ArrayBase<Derived> &x) {
  using Functor = internal::PolygammaOp<typename Derived::Scalar>;
  return Eigen::CwiseUnaryOp<Functor, const Derived>(x.derived(), Functor{0});
}

/// psi^(n) of each coefficient.
template <typename Derived>
Eigen::CwiseUnaryOp<internal::PolygammaOp<typename Derived::Scalar>, const Derived>
polygamma(int n, const Eigen::ArrayBase<Derived> &x) {
  using Functor = internal::PolygammaOp<typename Derived::Scalar>;
  return Eigen::CwiseUnaryOp<Functor, const Derived>(x.derived(), Functor{n});
}

} // namespace gateaux

namespace Eigen {
namespace internal {

template <typename Scalar>
struct functor_traits<gateaux::internal::PolygammaOp<Scalar>> {
  enum { Cost = 200 * NumTraits<Scalar>::MulCost, PacketAccess = false };
};

} // namespace internal
} // namespace Eigen

#endif // GATEAUX_SUPPORT_SPECIAL_FUNCTIONS_HPP
