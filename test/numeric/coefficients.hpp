// SPDX-License-Identifier: Apache-2.0
//
// Functions of coefficients, as members of arrays, as members of matrices and as free functions.
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

// Members of arrays.

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double exponentials(const ArrayXd &x, const ArrayXd &y) {
  return ((x * y).exp() + x.expm1() * y.log() + x.log1p() * y.log10() + y.log2() +
          x.sqrt() * y.rsqrt() + x.square() * y.cube() + x.inverse() + y.abs2())
      .sum();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double trigonometry(const ArrayXd &x, const ArrayXd &y) {
  return (x.sin() * y.cos() + x.tan() + x.asin() * y.acos() + (x * y).atan() + x.sinh() * y.cosh() +
          (x - y).tanh() + x.asinh() + (y + 1).acosh() + (x * y).atanh())
      .sum();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double others(const ArrayXd &x, const ArrayXd &y) {
  return ((x - 0.5).abs() * y + x.pow(3) * y.pow(1.5) + x.pow(-2) + x.pow(2) * y.pow(0.5) +
          x.logistic() * y + (x - 0.5).sign() * y.square() + (4 * x).floor() * y +
          (4 * x).ceil() * y.square() + (4 * y).round() * x + (3 * y).rint() * x.square())
      .sum();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double array_powers(const ArrayXd &x, const ArrayXd &y, double p) {
  return (x.pow(y) * x.pow(p)).sum() + Eigen::pow(x, y).sum() + Eigen::pow(x, p).sum() +
         Eigen::pow(p, x).sum() + x.pow(2.5).sum();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double special(const ArrayXd &x, const ArrayXd &y) {
  return (x.erf() * y.erfc() + (x + y).lgamma() + x.lgamma() * y).sum();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double extremes(const ArrayXd &x, const ArrayXd &y, double s) {
  return (x.max(y) * x.min(y.square()) + x.max(s) * y.min(s) + x.max(0.6) * s).sum();
}

// Members of matrices.

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double of_matrices(const MatrixXd &A, const MatrixXd &B, double s) {
  return A.cwiseProduct(B).sum() + A.cwiseQuotient(B).sum() * s + A.cwiseSqrt().sum() +
         B.cwiseInverse().squaredNorm() + (A - 2 * B).cwiseAbs().sum() * s +
         (A * B).cwiseAbs2().sum() + (A.cwiseMax(B) * B.cwiseMin(A)).sum() +
         A.cwiseMax(s).squaredNorm() + B.cwiseMin(s).squaredNorm() +
         (A - 2 * B).cwiseSign().cwiseProduct(B).sum();
}

// Free functions, found in Eigen or by the type of their argument.

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double free_exponentials(const ArrayXd &x, const ArrayXd &y) {
  using namespace Eigen;
  return (exp(x * y) + expm1(x) * log(y) + log1p(x) * log10(y) + sqrt(x) * rsqrt(y) +
          square(x) * cube(y) + inverse(x) + Eigen::abs2(y) + pow(x, 3) + pow(y, 1.5))
      .sum();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double free_trigonometry(const ArrayXd &x, const ArrayXd &y) {
  return (sin(x) * cos(y) + tan(x) + asin(x) * acos(y) + atan(x * y) + sinh(x) * cosh(y) +
          tanh(x - y) + asinh(x) + acosh(y + 1) + atanh(x * y))
      .sum();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double free_others(const ArrayXd &x, const ArrayXd &y) {
  return (abs(x - 0.5) * y + erf(x) * erfc(y) + lgamma(x + y) + logistic(x) +
          sign(x - 0.5) * y.square() + floor(4 * x) * y + ceil(4 * x) * y.square() +
          round(4 * y) * x + rint(3 * y) * x.square())
      .sum();
}

// Those of the library.

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double of_library(const ArrayXXd &X, const MatrixXd &A) {
  ArrayXXd Y = gateaux::tanh(X) * gateaux::logistic(A.array()) +
               gateaux::softplus(X) * gateaux::erf(A.array()) + gateaux::exp(X * A.array()) +
               gateaux::digamma(X + 1) + gateaux::polygamma(1, X + 1) * A.array() +
               gateaux::sign(X - 0.5) * X.square() + gateaux::safe_div(X, A.array()) +
               gateaux::pow_log(X, A.array());
  return Y.sum();
}

// Comparisons and choices. The branch of a coefficient that is not taken has no influence.

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double selected(const MatrixXd &A, const MatrixXd &B, double s) {
  MatrixXd C = (A.array() > B.array()).select(A.cwiseProduct(B), B.array().cube().matrix());
  MatrixXd D = (A.array() < s).select(A * 2.0, 0.0);
  MatrixXd E = (A.array() >= 0.5 && B.array() <= 0.5).select(0.0, A.array().sin().matrix());
  MatrixXd F = (A.array() == B.array() || A.array() != A.array()).select(A, B * s);
  MatrixXd G = (!(A.array() > 0.5)).select(A, B);
  return C.squaredNorm() + D.squaredNorm() + E.sum() + F.squaredNorm() + (G * A).sum();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double classified(const ArrayXd &x, const ArrayXd &y) {
  ArrayXd a = x.isFinite().select(x * y, 0.0);
  ArrayXd b = (x.isNaN() || y.isInf()).select(0.0, x.square() * y);
  return a.square().sum() + b.sum() + (x > 0.5).cast<double>().matrix().dot((x * y).matrix()) +
         static_cast<double>((x > 0.5).count()) * y.sum();
}

} // namespace coefficients

#endif // GATEAUX_TEST_NUMERIC_COEFFICIENTS_HPP
