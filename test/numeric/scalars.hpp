// SPDX-License-Identifier: Apache-2.0
//
// Functions of <cmath>, in double and in float. What does not depend on the scalar type is written
// once, as function templates that the annotated functions call.
#ifndef GATEAUX_TEST_NUMERIC_SCALARS_HPP
#define GATEAUX_TEST_NUMERIC_SCALARS_HPP

#include <gateaux/gateaux.hpp>
#include <gateaux/support.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace scalars {

template <typename T>
inline T exponentials(T x, T y) {
  return std::exp(x * y) + std::exp2(x - y) * std::expm1(y) + std::log(x) * std::log1p(y) +
         std::log2(x + y) - std::log10(x * x + T(1)) + std::sqrt(x) * std::cbrt(y);
}
template <typename T>
inline T trigonometry(T x, T y) {
  return std::sin(x * y) + std::cos(x - y) * std::tan(y) + std::asin(x * y) * std::acos(x - y) +
         std::atan(x / y);
}
template <typename T>
inline T hyperbolic(T x, T y) {
  return std::sinh(x * y) + std::cosh(x - y) * std::tanh(y) +
         std::asinh(x) * std::acosh(x + y + 1) + std::atanh(x * y);
}
template <typename T>
inline T special(T x, T y) {
  return std::erf(x * y) + std::erfc(x - y) * std::lgamma(x + y) + std::tgamma(x + 1);
}
template <typename T>
inline T powers(T x, T y) {
  return std::pow(x, y) + std::pow(x, 2) * std::pow(y, 3) + std::pow(x, T(0.5)) + std::pow(y, -1) +
         std::pow(x + y, T(2.7)) + std::pow(T(1.7), x * y) + std::pow(x, 4) + std::pow(y, T(-2));
}
template <typename T>
inline T two_arguments(T x, T y) {
  return std::atan2(x, y) * std::hypot(x, y) + std::hypot(x, y, x * y) + std::fmod(3 * x, y) * x +
         std::remainder(5 * x, y) * y + std::fma(x, y, x) + std::copysign(x * x, -y);
}
template <typename T>
inline T extremes(T x, T y) {
  return std::fmax(x, y) * std::fmin(x * x, y * y) + std::max(x, y * y) * std::min(x, y) +
         std::fdim(y, x) * x + std::abs(x - 2 * y) * std::fabs(y - x * x) +
         std::clamp(x * y, T(0.1), T(0.2)) * x + std::clamp(x + y, T(0), T(5)) * y;
}
template <typename T>
inline T steps(T x, T y) {
  return std::floor(3 * x) * y + std::ceil(3 * y) * x * x + std::round(4 * x) * y * y +
         std::rint(5 * y) * x + std::nearbyint(5 * x) * y + std::trunc(-3 * x) * x * y;
}
template <typename T>
inline T arithmetic(T x, T y) {
  T a = -x + 3 / y - (+y) * 2;
  a += x;
  a *= y;
  a -= x / y;
  a /= x + 2;
  const int n = 3;
  const T half = T(1) / T(2);
  return a * n + half * x - a * a / n;
}

GATEAUX_DIFFERENTIATE(gradient, adjoint, hvp, objective)
inline double exponentials_d(double x, double y) { return exponentials(x, y); }
GATEAUX_DIFFERENTIATE(gradient, adjoint, hvp, objective)
inline double trigonometry_d(double x, double y) { return trigonometry(x, y); }
GATEAUX_DIFFERENTIATE(gradient, adjoint, hvp, objective)
inline double hyperbolic_d(double x, double y) { return hyperbolic(x, y); }
GATEAUX_DIFFERENTIATE(gradient, adjoint, hvp, objective)
inline double special_d(double x, double y) { return special(x, y); }
GATEAUX_DIFFERENTIATE(gradient, adjoint, hvp, objective)
inline double powers_d(double x, double y) { return powers(x, y); }
GATEAUX_DIFFERENTIATE(gradient, adjoint, hvp, objective)
inline double two_arguments_d(double x, double y) { return two_arguments(x, y); }
GATEAUX_DIFFERENTIATE(gradient, adjoint, hvp, objective)
inline double extremes_d(double x, double y) { return extremes(x, y); }
GATEAUX_DIFFERENTIATE(gradient, adjoint, hvp, objective)
inline double steps_d(double x, double y) { return steps(x, y); }
GATEAUX_DIFFERENTIATE(tangent, gradient, adjoint, hvp, objective)
inline double arithmetic_d(double x, double y) { return arithmetic(x, y); }

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline float exponentials_f(float x, float y) { return exponentials(x, y); }
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline float trigonometry_f(float x, float y) { return trigonometry(x, y); }
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline float hyperbolic_f(float x, float y) { return hyperbolic(x, y); }
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline float special_f(float x, float y) { return special(x, y); }
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline float two_arguments_f(float x, float y) { return two_arguments(x, y); }
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline float extremes_f(float x, float y) { return extremes(x, y); }
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline float steps_f(float x, float y) { return steps(x, y); }
GATEAUX_DIFFERENTIATE(tangent, gradient, adjoint, hvp, objective)
inline float arithmetic_f(float x, float y) { return arithmetic(x, y); }

// The C names, and pow of floats (of which std::pow(float, int) is a double).

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double c_names(double x, double y) {
  return ::exp(x) * ::fabs(y) + ::pow(x, y) + ::tanh(x * y) + ::sqrt(y);
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline float c_names_f(float x, float y) {
  return ::expf(x) * ::fabsf(y) + ::powf(x, y) + ::tanhf(x * y) + ::sqrtf(y);
}

// Conversions: an int takes part in arithmetic of double, a float is widened, a double narrowed.

GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double conversions(double x, int n, unsigned k, bool b) {
  const long m = 2 * n + 1;
  double y = x * n / m + std::sin(n * x) + std::pow(x, n) + std::sqrt(k) * x;
  int third = n / 3, rest = n % 3;
  y *= third + rest;
  return y + b * x * x + (b ? 2 : 3) + static_cast<double>(k) * std::abs(-n) * x * x * x;
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double widened(double x, float y) {
  float z = static_cast<float>(x) * y;
  return std::sin(x) * y + static_cast<double>(z) * z;
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double widened_d(double x, double y) { return std::sin(x) * y + (x * y) * (x * y); }

// Functions of the library that stand beside those of <cmath>.

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double runtime(double x, double y) {
  return gateaux::logistic(x * y) + gateaux::softplus(x - y) * gateaux::tanh(y) +
         gateaux::erf(x) * gateaux::exp(y) + gateaux::digamma(x + 1) * y +
         gateaux::polygamma(1, y + 1) * x + gateaux::sign(x) * y * y + gateaux::safe_div(x, y) * x;
}

// Choices between values.

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double choices(double x, double y) {
  const bool larger = x > y && !(x < 0) && std::isfinite(x);
  double a = larger ? x * y : y * y * y;
  double b = (x >= y || y != 2.0) ? std::sin(x) : std::cos(y);
  double c = std::isnan(x) || std::isinf(y) || std::signbit(x) ? 0.0 : x * x * y;
  return a * b + (x <= y ? a : b * c) + (x == y ? 1.0 : c);
}

/// Powers of two, parts of numbers, and roundings to integers.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double parts_of_numbers(double x, double y) {
  double whole = 0;
  const double fraction = std::modf(3.3 * x, &whole);
  return std::ldexp(x * y, 3) + std::scalbn(y * y, -1) + fraction * fraction * (whole + 2) + x * y * std::lround(7.3 * y) +
         x * x * static_cast<double>(std::lrint(4.2 * x));
}

} // namespace scalars

#endif // GATEAUX_TEST_NUMERIC_SCALARS_HPP
