// SPDX-License-Identifier: Apache-2.0
//
// The kernels behind math.hpp. Each is one template that serves single scalars and Eigen's packets
// of any instruction set alike, so a coefficient has nearly the same value wherever it lies in a
// matrix.
//
// The polynomials of exp and log1p are Chebyshev fits made for this file in 60 digits; the rational
// functions of tanh and erf are those of Cephes (S. L. Moshier, tanh.c and ndtr.c). math.hpp says
// how accurate they are.
#ifndef GATEAUX_SUPPORT_MATH_KERNELS_HPP
#define GATEAUX_SUPPORT_MATH_KERNELS_HPP

#include <Eigen/Core>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace gateaux {
namespace internal {

namespace ei = Eigen::internal;

template <typename Packet>
using ScalarOf = typename ei::unpacket_traits<Packet>::type;

/// The constants of the kernels, by scalar type.
template <typename Scalar>
struct KernelConstants;

template <>
struct KernelConstants<double> {
  // Adding and subtracting 1.5 * 2^52 rounds to the nearest integer.
  static constexpr double rounder = 6755399441055744.0;
  static constexpr double exponent_bias = 1023.0;
  // ln 2 = ln2_hi + ln2_lo; the product of ln2_hi and an exponent is exact.
  static constexpr double ln2_hi = 0.6931471805592082091607153;
  static constexpr double ln2_lo = 7.3710025651677989018e-13;
  // exp(r) = 1 + r + r^2 q(r) for |r| <= ln(2)/2.
  static constexpr int exp_degree = 10;
  static constexpr double exp_q[] = {0.5,
                                     0.16666666666666671008,
                                     0.041666666666666669767,
                                     0.0083333333333261120526,
                                     0.0013888888888883731828,
                                     0.00019841269874901259234,
                                     0.000024801587325605322782,
                                     2.7557255297969644392e-6,
                                     2.7557273570102139673e-7,
                                     2.5105259538448493419e-8,
                                     2.0914717341716375952e-9};
  // 2 atanh(s) = s (2 + z l(z)) with z = s^2 <= 0.04.
  static constexpr int log_degree = 7;
  static constexpr double log_l[] = {0.66666666666666664178, 0.40000000000007941042,
                                     0.28571428567275934598, 0.22222223048351588063,
                                     0.18181737626302937168, 0.15388867805613716627,
                                     0.13209708242059463252, 0.13609030262858498723};
  // ln 2 rounded to the nearest number, and what is missing from it.
  static constexpr double ln2 = 0.69314718055994530942;
  static constexpr double ln2_rest = 2.31904681384629962e-17;
  static constexpr double tanh_is_one = 20.0;  // tanh rounds to 1 from here on
  static constexpr double exp_is_zero = 750.0; // exp(-x) rounds to 0 from here on
  static constexpr double exp_is_infinite = 710.0;
  static constexpr double lowest_exponent = -1000.0;
  static constexpr double highest_exponent = 1000.0;
};

template <>
struct KernelConstants<float> {
  static constexpr float rounder = 12582912.0F;
  static constexpr float exponent_bias = 127.0F;
  static constexpr float ln2_hi = 0.693115234375F;
  static constexpr float ln2_lo = 0.000031946184945309417232F;
  static constexpr int exp_degree = 5;
  static constexpr float exp_q[] = {0.50000000134981778643F,   0.16666666681659179129F,
                                    0.041666464602026541557F,  0.0083333108895820771937F,
                                    0.0013933685862617173589F, 0.00019891030654370327738F};
  static constexpr int log_degree = 3;
  static constexpr float log_l[] = {0.66666666273212781761F, 0.40000313644683072112F,
                                    0.28532545003481562517F, 0.23751341765880342246F};
  static constexpr float ln2 = 0.693147182464599609375F;
  static constexpr float ln2_rest = -1.90465429995776788e-9F;
  static constexpr float tanh_is_one = 10.0F;
  static constexpr float exp_is_zero = 110.0F;
  static constexpr float exp_is_infinite = 89.0F;
  static constexpr float lowest_exponent = -120.0F;
  static constexpr float highest_exponent = 120.0F;
};

/// c[0] + c[1] x + ... + c[degree] x^degree by Horner's rule.
template <int degree, typename Packet, typename Scalar>
EIGEN_STRONG_INLINE Packet horner(const Packet &x, const Scalar *c) {
  Packet y = ei::pset1<Packet>(c[degree]);
  for (int k = degree - 1; k >= 0; --k)
    y = ei::pmadd(y, x, ei::pset1<Packet>(c[k]));
  return y;
}

/// rounder + bias + n, which has n + bias in the low bits of its mantissa.
template <typename Packet>
EIGEN_STRONG_INLINE Packet biased_exponent(const Packet &n) {
  using C = KernelConstants<ScalarOf<Packet>>;
  Packet y = ei::padd(n, ei::pset1<Packet>(C::rounder + C::exponent_bias));
  EIGEN_OPTIMIZATION_BARRIER(y)
  return y;
}

/// 2^n for a whole number n that is a normal exponent. The general form goes through Eigen's
/// pldexp; where there is a shift of integer lanes, the exponent's bits are put in place directly.
template <typename Packet>
EIGEN_STRONG_INLINE Packet power_of_two(const Packet &n) {
  return ei::pldexp(ei::pset1<Packet>(ScalarOf<Packet>(1)), n);
}

EIGEN_STRONG_INLINE double power_of_two(const double &n) {
  const double y = n + (KernelConstants<double>::rounder + KernelConstants<double>::exponent_bias);
  std::uint64_t bits;
  std::memcpy(&bits, &y, sizeof bits);
  bits <<= 52;
  double power;
  std::memcpy(&power, &bits, sizeof bits);
  return power;
}

EIGEN_STRONG_INLINE float power_of_two(const float &n) {
  const float y = n + (KernelConstants<float>::rounder + KernelConstants<float>::exponent_bias);
  std::uint32_t bits;
  std::memcpy(&bits, &y, sizeof bits);
  bits <<= 23;
  float power;
  std::memcpy(&power, &bits, sizeof bits);
  return power;
}

#ifdef EIGEN_VECTORIZE_SSE2
EIGEN_STRONG_INLINE ei::Packet2d power_of_two(const ei::Packet2d &n) {
  return _mm_castsi128_pd(_mm_slli_epi64(_mm_castpd_si128(biased_exponent(n)), 52));
}
EIGEN_STRONG_INLINE ei::Packet4f power_of_two(const ei::Packet4f &n) {
  return _mm_castsi128_ps(_mm_slli_epi32(_mm_castps_si128(biased_exponent(n)), 23));
}
#endif
#ifdef EIGEN_VECTORIZE_AVX2
EIGEN_STRONG_INLINE ei::Packet4d power_of_two(const ei::Packet4d &n) {
  return _mm256_castsi256_pd(_mm256_slli_epi64(_mm256_castpd_si256(biased_exponent(n)), 52));
}
EIGEN_STRONG_INLINE ei::Packet8f power_of_two(const ei::Packet8f &n) {
  return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_castps_si256(biased_exponent(n)), 23));
}
#endif
#ifdef EIGEN_VECTORIZE_AVX512
EIGEN_STRONG_INLINE ei::Packet8d power_of_two(const ei::Packet8d &n) {
  return _mm512_castsi512_pd(_mm512_slli_epi64(_mm512_castpd_si512(biased_exponent(n)), 52));
}
EIGEN_STRONG_INLINE ei::Packet16f power_of_two(const ei::Packet16f &n) {
  return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_castps_si512(biased_exponent(n)), 23));
}
#endif

/// exp(x) = 2^exponent (1 + fraction), with |fraction| below 0.415 and accurate relative to itself.
template <typename Packet>
struct ReducedExponential {
  Packet exponent;
  Packet fraction;
};

/// Splits off the nearest multiple of ln 2. Needs |x| below about 1000 (double) or 120 (float).
template <typename Packet>
EIGEN_STRONG_INLINE ReducedExponential<Packet> reduce_exponential(const Packet &x) {
  using Scalar = ScalarOf<Packet>;
  using C = KernelConstants<Scalar>;
  const Packet rounder = ei::pset1<Packet>(C::rounder);
  Packet y = ei::pmadd(x, ei::pset1<Packet>(Scalar(1.4426950408889634074)), rounder);
  EIGEN_OPTIMIZATION_BARRIER(y)
  const Packet n = ei::psub(y, rounder);
  Packet r = ei::pmadd(n, ei::pset1<Packet>(-C::ln2_hi), x);
  r = ei::pmadd(n, ei::pset1<Packet>(-C::ln2_lo), r);
  const Packet q = horner<C::exp_degree>(r, C::exp_q);
  return {n, ei::pmadd(ei::pmul(r, r), q, r)};
}

// Comparisons and choices. For packets they are masks of all ones; for scalars they are bool,
// because a mask of all ones is a NaN there, which -ffast-math may not compare.
template <typename Packet>
EIGEN_STRONG_INLINE Packet is_less(const Packet &a, const Packet &b) {
  return ei::pcmp_lt(a, b);
}
EIGEN_STRONG_INLINE bool is_less(const double &a, const double &b) { return a < b; }
EIGEN_STRONG_INLINE bool is_less(const float &a, const float &b) { return a < b; }

template <typename Packet>
EIGEN_STRONG_INLINE Packet is_equal(const Packet &a, const Packet &b) {
  return ei::pcmp_eq(a, b);
}
EIGEN_STRONG_INLINE bool is_equal(const double &a, const double &b) { return a == b; }
EIGEN_STRONG_INLINE bool is_equal(const float &a, const float &b) { return a == b; }

template <typename Packet>
EIGEN_STRONG_INLINE Packet choose(const Packet &mask, const Packet &a, const Packet &b) {
  return ei::pselect(mask, a, b);
}
EIGEN_STRONG_INLINE double choose(bool mask, const double &a, const double &b) {
  return mask ? a : b;
}
EIGEN_STRONG_INLINE float choose(bool mask, const float &a, const float &b) { return mask ? a : b; }

/// y, which is not negative, with the sign of x.
template <typename Packet>
EIGEN_STRONG_INLINE Packet with_sign_of(const Packet &y, const Packet &x) {
  return ei::por(y, ei::pand(x, ei::pset1<Packet>(ScalarOf<Packet>(-0.0))));
}
EIGEN_STRONG_INLINE double with_sign_of(const double &y, const double &x) {
  return std::copysign(y, x);
}
EIGEN_STRONG_INLINE float with_sign_of(const float &y, const float &x) {
  return std::copysign(y, x);
}

/// A number as a rounded value and what rounding took away.
template <typename Packet>
struct Pair {
  Packet value;
  Packet rest;
};

/// a + b for a >= |b|, exactly (Dekker 1971, Fast2Sum).
template <typename Packet>
EIGEN_STRONG_INLINE Pair<Packet> exact_sum(const Packet &a, const Packet &b) {
  Packet sum = ei::padd(a, b);
  EIGEN_OPTIMIZATION_BARRIER(sum)
  return {sum, ei::psub(b, ei::psub(sum, a))};
}

/// exp(-|x|), through the subnormal numbers down to 0; NaN stays NaN.
template <typename Packet>
EIGEN_STRONG_INLINE Pair<Packet> exp_of_minus_abs(const Packet &x) {
  using Scalar = ScalarOf<Packet>;
  using C = KernelConstants<Scalar>;
  const Packet a = ei::pmin(ei::pabs(x), ei::pset1<Packet>(C::exp_is_zero));
  const ReducedExponential<Packet> e = reduce_exponential(Packet(ei::pnegate(a)));
  // 2^exponent may be subnormal, so it is multiplied in two steps of which only the last can round.
  const Packet n1 = ei::pmax(e.exponent, ei::pset1<Packet>(C::lowest_exponent));
  const Packet power1 = power_of_two(n1);
  const Packet power2 = power_of_two(Packet(ei::psub(e.exponent, n1)));
  const Pair<Packet> y = exact_sum(ei::pset1<Packet>(Scalar(1)), e.fraction);
  return {ei::pmul(ei::pmul(y.value, power1), power2), ei::pmul(ei::pmul(y.rest, power1), power2)};
}

/// exp(x) = 2^n (1 + fraction), with 2^n in two steps for both ends of the range.
template <typename Packet>
EIGEN_STRONG_INLINE Packet exp_kernel(const Packet &x) {
  using Scalar = ScalarOf<Packet>;
  using C = KernelConstants<Scalar>;
  const Packet below = ei::pmin(x, ei::pset1<Packet>(C::exp_is_infinite));
  const Packet inside = ei::pmax(below, ei::pset1<Packet>(-C::exp_is_zero));
  const ReducedExponential<Packet> e = reduce_exponential(inside);
  const Packet n1 = ei::pmin(ei::pmax(e.exponent, ei::pset1<Packet>(C::lowest_exponent)),
                             ei::pset1<Packet>(C::highest_exponent));
  const Packet power1 = power_of_two(n1);
  const Packet power2 = power_of_two(Packet(ei::psub(e.exponent, n1)));
  return ei::pmul(ei::pmadd(power1, e.fraction, power1), power2);
}

/// With a = |x| and z = a^2: up to 0.625 Cephes' a + a z P(z) / Q(z), above 1 - 2e / (1 + e) with
/// e = exp(-2a). One division serves both, and the addition of the larger part comes last, so that
/// the errors of the smaller one hardly count.
template <typename Packet>
EIGEN_STRONG_INLINE Packet tanh_kernel(const Packet &x) {
  using Scalar = ScalarOf<Packet>;
  using C = KernelConstants<Scalar>;
  static constexpr Scalar p[] = {Scalar(-1.61468768441708447952e3),
                                 Scalar(-9.92877231001918586564e1),
                                 Scalar(-9.64399179425052238628e-1)};
  static constexpr Scalar q[] = {Scalar(4.84406305325125486048e3), Scalar(2.23548839060100448583e3),
                                 Scalar(1.12811678491632931402e2), Scalar(1)};
  const Packet one = ei::pset1<Packet>(Scalar(1));
  const Packet a = ei::pmin(ei::pabs(x), ei::pset1<Packet>(C::tanh_is_one));
  const Packet z = ei::pmul(a, a);
  const Packet minus_2a = ei::pmul(a, ei::pset1<Packet>(Scalar(-2)));
  const ReducedExponential<Packet> exponential = reduce_exponential(minus_2a);
  const Packet power = power_of_two(exponential.exponent);
  const Packet e = ei::pmadd(power, exponential.fraction, power);
  const auto small = is_less(a, ei::pset1<Packet>(Scalar(0.625)));
  const Packet numerator = choose(small, Packet(ei::pmul(ei::pmul(a, z), horner<2>(z, p))),
                                  Packet(ei::pmul(e, ei::pset1<Packet>(Scalar(-2)))));
  const Packet denominator = choose(small, horner<3>(z, q), Packet(ei::padd(one, e)));
  const Packet y = ei::padd(choose(small, a, one), ei::pdiv(numerator, denominator));
  return with_sign_of(y, x);
}

/// 1 / (1 + e) for x >= 0 and e / (1 + e) for x < 0, with e = exp(-|x|). The rests of e and of 1 +
/// e enter to first order; the derivative needs 1 / (1 + e), which is y for x >= 0 and 1 - y for x
/// < 0.
template <typename Packet>
EIGEN_STRONG_INLINE Packet logistic_kernel(const Packet &x) {
  const Packet one = ei::pset1<Packet>(ScalarOf<Packet>(1));
  const Packet zero = ei::pzero(x);
  const auto negative = is_less(x, zero);
  const Pair<Packet> e = exp_of_minus_abs(x);
  const Pair<Packet> d = exact_sum(one, e.value);
  const Packet y = ei::pdiv(choose(negative, e.value, one), d.value);
  const Packet slope = choose(negative, Packet(ei::psub(one, y)), y);
  const Packet rest =
      ei::psub(choose(negative, e.rest, zero), ei::pmul(y, ei::padd(d.rest, e.rest)));
  return ei::pmadd(rest, slope, y);
}

/// log(1 + exp(x)) = max(x, 0) + log1p(e), e = exp(-|x|). With f = e up to 1/2 and with
/// (1 + e) / 2 = 1 + f above: log1p(f) = f - (h - s (h + z l(z))), h = f^2 / 2, s = f / (2 + f),
/// z = s^2, as in fdlibm's log (K. C. Ng), where it is derived.
template <typename Packet>
EIGEN_STRONG_INLINE Packet softplus_kernel(const Packet &x) {
  using Scalar = ScalarOf<Packet>;
  using C = KernelConstants<Scalar>;
  const Packet half = ei::pset1<Packet>(Scalar(0.5));
  const Packet one = ei::pset1<Packet>(Scalar(1));
  const Packet zero = ei::pzero(x);
  const Pair<Packet> e = exp_of_minus_abs(x);
  const auto large = is_less(half, e.value);
  const Packet f = choose(large, Packet(ei::pmul(half, ei::psub(e.value, one))), e.value);
  const Packet s = ei::pdiv(f, ei::padd(f, ei::pset1<Packet>(Scalar(2))));
  const Packet z = ei::pmul(s, s);
  const Packet h = ei::pmul(half, ei::pmul(f, f));
  const Packet r = ei::pmul(z, horner<C::log_degree>(z, C::log_l));
  // The rests of e and of ln 2; 1 - f stands for the slope 1 / (1 + f).
  const Packet f_rest = ei::pmul(e.rest, choose(large, half, one));
  const Packet ln2_rest = choose(large, ei::pset1<Packet>(C::ln2_rest), zero);
  const Packet rest = ei::pmadd(f_rest, ei::psub(one, f), ln2_rest);
  const Packet curved = ei::psub(ei::pmadd(s, ei::padd(h, r), rest), h);
  const Packet ln2 = choose(large, ei::pset1<Packet>(C::ln2), zero);
  const Packet log1p_e = ei::padd(ln2, ei::padd(f, curved));
  return ei::padd(ei::pmax(x, zero), log1p_e);
}

/// With a = |x| and z = a^2: up to 1 Cephes' a T(z) / U(z), written as a + a V(z) / U(z) with
/// V = T - U, above 1 - exp(-z) P(a) / Q(a). One division serves both.
template <typename Packet>
EIGEN_STRONG_INLINE Packet erf_kernel(const Packet &x) {
  using Scalar = ScalarOf<Packet>;
  static constexpr Scalar p[] = {
      Scalar(5.57535335369399327526e2),  Scalar(1.02755188689515710272e3),
      Scalar(9.34528527171957607540e2),  Scalar(5.26445194995477358631e2),
      Scalar(1.96520832956077098242e2),  Scalar(4.86371970985681366614e1),
      Scalar(7.46321056442269912687e0),  Scalar(5.64189564831068821977e-1),
      Scalar(2.46196981473530512524e-10)};
  static constexpr Scalar q[] = {Scalar(5.57535340817727675546e2),
                                 Scalar(1.65666309194161350182e3),
                                 Scalar(2.24633760818710981792e3),
                                 Scalar(1.82390916687909736289e3),
                                 Scalar(9.75708501743205489753e2),
                                 Scalar(3.54937778887819891062e2),
                                 Scalar(8.67072140885989742329e1),
                                 Scalar(1.32281951154744992508e1),
                                 Scalar(1)};
  static constexpr Scalar v[] = {Scalar(6324.9070401759041682),   Scalar(-15625.6749202610426699),
                                 Scalar(-2362.31848376295808761), Scalar(-431.331930059768410873),
                                 Scalar(-23.9567404248797935772), Scalar(-1)};
  static constexpr Scalar u[] = {Scalar(4.92673942608635921086e4), Scalar(2.26290000613890934246e4),
                                 Scalar(4.59432382970980127987e3), Scalar(5.21357949780152679795e2),
                                 Scalar(3.35617141647503099647e1), Scalar(1)};
  const Packet one = ei::pset1<Packet>(Scalar(1));
  const Packet a = ei::pmin(ei::pabs(x), ei::pset1<Packet>(Scalar(6))); // erf rounds to 1 from here
  const Packet z = ei::pmul(a, a);
  const ReducedExponential<Packet> e = reduce_exponential(Packet(ei::pnegate(z)));
  const Packet power = power_of_two(e.exponent);
  const Packet exp_z = ei::pmadd(power, e.fraction, power);
  const auto large = is_less(one, a);
  const Packet numerator = choose(large, Packet(ei::pnegate(ei::pmul(exp_z, horner<8>(a, p)))),
                                  Packet(ei::pmul(a, horner<5>(z, v))));
  const Packet denominator = choose(large, horner<8>(a, q), horner<5>(z, u));
  const Packet y = ei::padd(choose(large, one, a), ei::pdiv(numerator, denominator));
  return with_sign_of(y, x);
}

/// -1, 0 or 1; zeros and NaN are returned as they are.
template <typename Packet>
EIGEN_STRONG_INLINE Packet sign_kernel(const Packet &x) {
  const Packet one = ei::pset1<Packet>(ScalarOf<Packet>(1));
  const Packet zero = ei::pzero(x);
  const Packet negative = choose(is_less(x, zero), Packet(ei::pnegate(one)), x);
  return choose(is_less(zero, x), one, negative);
}

/// a / b, and 0 where b is 0.
template <typename Packet>
EIGEN_STRONG_INLINE Packet safe_div_kernel(const Packet &a, const Packet &b) {
  const Packet zero = ei::pzero(b);
  return choose(is_equal(b, zero), zero, Packet(ei::pdiv(a, b)));
}

} // namespace internal
} // namespace gateaux

#endif // GATEAUX_SUPPORT_MATH_KERNELS_HPP
