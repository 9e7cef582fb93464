// SPDX-License-Identifier: Apache-2.0
//
// Functions of coefficients, as members of arrays, as members of matrices and as free functions.
// Each function here takes a few of them only: the time that a compiler takes for an expression of
// Eigen's grows faster than its length.
#ifndef GATEAUX_TEST_NUMERIC_COEFFICIENTS_HPP
#define GATEAUX_TEST_NUMERIC_COEFFICIENTS_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>
#include <gateaux/support.hpp>
#include <unsupported/Eigen/SpecialFunctions>

namespace coefficients {

using Eigen::ArrayXd;
using Eigen::ArrayXXd;
using Eigen::MatrixXd;
using Eigen::VectorXd;

// Members of arrays; the weights w make each coefficient count on its own.

GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_exp(const ArrayXd &x, const ArrayXd &w) { return (w * x.exp()).sum(); }
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_expm1(const ArrayXd &x, const ArrayXd &w) { return (w * x.expm1()).sum(); }
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_log(const ArrayXd &x, const ArrayXd &w) { return (w * x.log()).sum(); }
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_log10(const ArrayXd &x, const ArrayXd &w) { return (w * x.log10()).sum(); }
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_log2(const ArrayXd &x, const ArrayXd &w) { return (w * x.log2()).sum(); }
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_log1p(const ArrayXd &x, const ArrayXd &w) { return (w * x.log1p()).sum(); }
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_sqrt(const ArrayXd &x, const ArrayXd &w) { return (w * x.sqrt()).sum(); }
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_rsqrt(const ArrayXd &x, const ArrayXd &w) { return (w * x.rsqrt()).sum(); }
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_square(const ArrayXd &x, const ArrayXd &w) { return (w * x.square()).sum(); }
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_cube(const ArrayXd &x, const ArrayXd &w) { return (w * x.cube()).sum(); }
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_inverse(const ArrayXd &x, const ArrayXd &w) { return (w * x.inverse()).sum(); }
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_abs(const ArrayXd &x, const ArrayXd &w) { return (w * x.abs()).sum(); }
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_abs2(const ArrayXd &x, const ArrayXd &w) { return (w * x.abs2()).sum(); }
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_sin(const ArrayXd &x, const ArrayXd &w) { return (w * x.sin()).sum(); }
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_cos(const ArrayXd &x, const ArrayXd &w) { return (w * x.cos()).sum(); }
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_tan(const ArrayXd &x, const ArrayXd &w) { return (w * x.tan()).sum(); }
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_asin(const ArrayXd &x, const ArrayXd &w) { return (w * x.asin()).sum(); }
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_acos(const ArrayXd &x, const ArrayXd &w) { return (w * x.acos()).sum(); }
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_atan(const ArrayXd &x, const ArrayXd &w) { return (w * x.atan()).sum(); }
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_sinh(const ArrayXd &x, const ArrayXd &w) { return (w * x.sinh()).sum(); }
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_cosh(const ArrayXd &x, const ArrayXd &w) { return (w * x.cosh()).sum(); }
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_tanh(const ArrayXd &x, const ArrayXd &w) { return (w * x.tanh()).sum(); }
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_asinh(const ArrayXd &x, const ArrayXd &w) { return (w * x.asinh()).sum(); }
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_acosh(const ArrayXd &x, const ArrayXd &w) { return (w * x.acosh()).sum(); }
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_atanh(const ArrayXd &x, const ArrayXd &w) { return (w * x.atanh()).sum(); }
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_logistic(const ArrayXd &x, const ArrayXd &w) {
  return (w * x.logistic()).sum();
}
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_erf(const ArrayXd &x, const ArrayXd &w) { return (w * x.erf()).sum(); }
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_erfc(const ArrayXd &x, const ArrayXd &w) { return (w * x.erfc()).sum(); }
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_lgamma(const ArrayXd &x, const ArrayXd &w) { return (w * x.lgamma()).sum(); }
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_sign(const ArrayXd &x, const ArrayXd &w) {
  return (w * x * (4 * x - 2).sign()).sum();
}
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_floor(const ArrayXd &x, const ArrayXd &w) {
  return (w * x * (4 * x - 2).floor()).sum();
}
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_ceil(const ArrayXd &x, const ArrayXd &w) {
  return (w * x * (4 * x - 2).ceil()).sum();
}
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_round(const ArrayXd &x, const ArrayXd &w) {
  return (w * x * (4 * x - 2).round()).sum();
}
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double member_rint(const ArrayXd &x, const ArrayXd &w) {
  return (w * x * (4 * x - 2).rint()).sum();
}

// Free functions, found by the type of their argument. Their derivatives are those of the members.

GATEAUX_DIFFERENTIATE(wrt(x), objective)
inline double free_exponentials(const ArrayXd &x, const ArrayXd &w) {
  double s = 0;
  s += (w * exp(x)).sum();
  s += 2 * (w * expm1(x)).sum();
  s += 3 * (w * log(x)).sum();
  s += 4 * (w * log10(x)).sum();
  s += 5 * (w * log1p(x)).sum();
  s += 6 * (w * log2(x)).sum();
  return s;
}
GATEAUX_DIFFERENTIATE(wrt(x), objective)
inline double free_roots(const ArrayXd &x, const ArrayXd &w) {
  double s = 0;
  s += (w * sqrt(x)).sum();
  s += 2 * (w * rsqrt(x)).sum();
  s += 3 * (w * cube(x)).sum();
  s += 4 * (w * abs(x)).sum();
  return s;
}
GATEAUX_DIFFERENTIATE(wrt(x), objective)
inline double free_qualified(const ArrayXd &x, const ArrayXd &w) {
  double s = 0;
  s += (w * Eigen::square(x)).sum();
  s += 2 * (w * Eigen::inverse(x)).sum();
  s += 3 * (w * Eigen::abs2(x)).sum();
  return s;
}
GATEAUX_DIFFERENTIATE(wrt(x), objective)
inline double free_trigonometry(const ArrayXd &x, const ArrayXd &w) {
  double s = 0;
  s += (w * sin(x)).sum();
  s += 2 * (w * cos(x)).sum();
  s += 3 * (w * tan(x)).sum();
  return s;
}
GATEAUX_DIFFERENTIATE(wrt(x), objective)
inline double free_inverse_trigonometry(const ArrayXd &x, const ArrayXd &w) {
  double s = 0;
  s += (w * asin(x)).sum();
  s += 2 * (w * acos(x)).sum();
  s += 3 * (w * atan(x)).sum();
  return s;
}
GATEAUX_DIFFERENTIATE(wrt(x), objective)
inline double free_hyperbolic(const ArrayXd &x, const ArrayXd &w) {
  double s = 0;
  s += (w * sinh(x)).sum();
  s += 2 * (w * cosh(x)).sum();
  s += 3 * (w * tanh(x)).sum();
  return s;
}
GATEAUX_DIFFERENTIATE(wrt(x), objective)
inline double free_inverse_hyperbolic(const ArrayXd &x, const ArrayXd &w) {
  double s = 0;
  s += (w * asinh(x)).sum();
  s += 2 * (w * acosh(x + 1)).sum();
  s += 3 * (w * atanh(x)).sum();
  return s;
}
GATEAUX_DIFFERENTIATE(wrt(x), objective)
inline double free_special(const ArrayXd &x, const ArrayXd &w) {
  double s = 0;
  s += (w * logistic(x)).sum();
  s += 2 * (w * erf(x)).sum();
  s += 3 * (w * erfc(x)).sum();
  s += 4 * (w * lgamma(x)).sum();
  return s;
}
GATEAUX_DIFFERENTIATE(wrt(x), objective)
inline double free_steps(const ArrayXd &x, const ArrayXd &w) {
  double s = 0;
  s += (w * x * sign(4 * x - 2)).sum();
  s += 2 * (w * x * floor(4 * x - 2)).sum();
  s += 3 * (w * x * ceil(4 * x - 2)).sum();
  s += 4 * (w * x * round(4 * x - 2)).sum();
  s += 5 * (w * x * rint(4 * x - 2)).sum();
  return s;
}

// Functions of the library.

GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double library_exp(const ArrayXd &x, const ArrayXd &w) {
  return (w * gateaux::exp(x)).sum();
}
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double library_tanh(const ArrayXd &x, const ArrayXd &w) {
  return (w * gateaux::tanh(x)).sum();
}
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double library_logistic(const ArrayXd &x, const ArrayXd &w) {
  return (w * gateaux::logistic(x)).sum();
}
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double library_softplus(const ArrayXd &x, const ArrayXd &w) {
  return (w * gateaux::softplus(x)).sum();
}
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double library_erf(const ArrayXd &x, const ArrayXd &w) {
  return (w * gateaux::erf(x)).sum();
}
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double library_digamma(const ArrayXd &x, const ArrayXd &w) {
  return (w * gateaux::digamma(x)).sum();
}
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double library_sign(const ArrayXd &x, const ArrayXd &w) {
  return (w * x * gateaux::sign(x - 0.5)).sum();
}
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double library_polygamma(const ArrayXd &x, const ArrayXd &w) {
  return (w * gateaux::polygamma(2, x)).sum();
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double library_safe_div(const ArrayXd &x, const ArrayXd &y) {
  return gateaux::safe_div(x, y).sum();
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double library_pow_log(const ArrayXd &x, const ArrayXd &y) {
  return gateaux::pow_log(x, y).sum();
}

// Powers.

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double power_of_constants(const ArrayXd &x) {
  double a = (x.pow(2) + x.pow(3)).sum();
  double b = (x.pow(0.5) + x.pow(-1)).sum();
  double c = (x.pow(2.5) + x.pow(-2)).sum();
  return a * b + c;
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double power_of_array(const ArrayXd &x, const ArrayXd &y) { return x.pow(y).sum(); }
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double power_of_number(const ArrayXd &x, double p) { return x.pow(p).sum(); }
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double free_powers(const ArrayXd &x, const ArrayXd &y, double p) {
  using Eigen::pow;
  double a = pow(x, y).sum(), b = pow(p, y).sum();
  return a * b + pow(x, p).sum() + pow(x, 3).sum();
}

// Extremes.

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double array_extremes(const ArrayXd &x, const ArrayXd &y) {
  return (x.max(y) * x.min(y)).sum();
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double extremes_with_number(const ArrayXd &x, double s) {
  return (x.max(s) * x.min(s)).sum() + x.max(0.6).square().sum();
}

// Members of matrices.

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double matrix_products(const MatrixXd &A, const MatrixXd &B) {
  return A.cwiseProduct(B).squaredNorm() + A.cwiseQuotient(B).sum();
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double matrix_roots(const MatrixXd &A, const MatrixXd &B) {
  return A.cwiseSqrt().sum() * B.cwiseInverse().sum();
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double matrix_moduli(const MatrixXd &A, const MatrixXd &B) {
  return (A - 2 * B).cwiseAbs().sum() * (A * B).cwiseAbs2().sum() +
         (A - 2 * B).cwiseSign().cwiseProduct(B).sum();
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double matrix_extremes(const MatrixXd &A, const MatrixXd &B, double s) {
  MatrixXd C = A.cwiseMax(B) * B.cwiseMin(A);
  return C.sum() + A.cwiseMax(s).squaredNorm() + B.cwiseMin(s).squaredNorm();
}

// Comparisons and choices. What is not chosen has no influence.

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double selected(const MatrixXd &A, const MatrixXd &B) {
  MatrixXd C = (A.array() > B.array()).select(A.cwiseProduct(B), B);
  MatrixXd D = (!(A.array() > 0.5)).select(A, B);
  return (C * D).squaredNorm();
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double selected_numbers(const MatrixXd &A, double s) {
  MatrixXd C = (A.array() < s).select(A * 2.0, 0.0);
  MatrixXd D = (A.array() >= 0.5 && A.array() <= 0.9).select(s, A);
  return (C * D).sum();
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double selected_equal(const MatrixXd &A, const MatrixXd &B) {
  MatrixXd C = (A.array() == B.array() || A.array() != A.array()).select(A, B);
  return C.squaredNorm();
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double classified(const ArrayXd &x, const ArrayXd &y) {
  ArrayXd a = x.isFinite().select(x * y, 0.0);
  ArrayXd b = (x.isNaN() || y.isInf()).select(0.0, x.square());
  return (a * b).sum();
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double counted(const ArrayXd &x, const ArrayXd &y) {
  return (x > 0.5).cast<double>().matrix().dot((x * y).matrix()) +
         static_cast<double>((x > 0.5).count()) * y.square().sum();
}

} // namespace coefficients

#endif // GATEAUX_TEST_NUMERIC_COEFFICIENTS_HPP
