// SPDX-License-Identifier: Apache-2.0
//
// Functions that call themselves.
#ifndef GATEAUX_TEST_NUMERIC_RECURSION_HPP
#define GATEAUX_TEST_NUMERIC_RECURSION_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace recursion {

using Eigen::VectorXd;

/// A value that is known at run time, and one that is known beforehand.
inline double power(double x, int n) { return n == 0 ? 1.0 : x * power(x, n - 1); }
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double powers(const VectorXd &x, int n) {
  double s = 0;
  for (int i = 0; i < x.size(); ++i)
    if (i != 1)
      s += power(x(i), n + i) * s + power(x(0), 3);
  return s * power(x(1), n);
}

/// Overloads, of which one calls the other.
inline double overloaded(double x, int n) { return n == 0 ? 1.0 : x * overloaded(x, n - 1); }
inline double overloaded(const VectorXd &v, int n) {
  return n == 0 ? v.sum() : v(0) * overloaded(v, n - 1) + overloaded(v(1), n);
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double both(const VectorXd &x, int n) { return overloaded(x, n) * overloaded(x(2), n); }

/// The annotated function itself.
GATEAUX_DIFFERENTIATE(tangent, adjoint, gradient, hvp, hessian, objective)
inline double itself(double x, int n) {
  if (n <= 0)
    return std::sin(x);
  return x * itself(x * x * 0.5, n - 1) + itself(x, n - 2);
}

/// Two that call one another.
double odd(double x, int n);
inline double even(double x, int n) {
  if (n == 0)
    return x;
  return std::sin(odd(x, n - 1));
}
inline double odd(double x, int n) {
  if (n == 0)
    return 1;
  return x * even(x, n - 1);
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double mutual(const VectorXd &x, int n) {
  double s = 0;
  for (int i = 0; i < n + 3; ++i)
    if (i != 1)
      s += even(x(i), i) * s + odd(x(0), n);
  return s;
}

/// A tree: two calls whose values are needed before their adjoints.
inline double tree(const VectorXd &x, Eigen::Index first, Eigen::Index last) {
  if (last - first == 1)
    return x(first);
  const Eigen::Index middle = (first + last) / 2;
  const double a = tree(x, first, middle), b = tree(x, middle, last);
  return std::log(std::exp(a) + std::exp(b));
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double log_sum_exp(const VectorXd &x) { return tree(x, 0, x.size()) * x.sum(); }

/// Parts of a vector, seen through references.
inline double halves(const Eigen::Ref<const VectorXd> &x) {
  const Eigen::Index n = x.size();
  if (n == 1)
    return x(0);
  const double a = halves(x.head(n / 2)), b = halves(x.tail(n - n / 2)), m = std::max(a, b);
  return m + std::log(std::exp(a - m) + std::exp(b - m));
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double of_parts(const VectorXd &x) { return halves(x) * x(0) + halves(x.array().square().matrix()); }

/// Default arguments, and a call in a loop that is left.
inline double geometric(double x, int n, double scale = 2.0) {
  return n <= 0 ? scale : x * geometric(x, n - 1, scale * 0.5) + scale;
}
inline double shortened(double x, int n) {
  while (n > 3) {
    if (n % 2) {
      x = shortened(x * 0.9, n / 2);
      break;
    }
    n -= 2;
    x += std::sin(x);
  }
  return x;
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double defaults(double x, int n) { return geometric(x, n) * geometric(x * x, n, x) + shortened(x, 9 + n); }

/// Matrices: the determinant by minors.
inline double minors(const Eigen::MatrixXd &A) {
  if (A.rows() == 1)
    return A(0, 0);
  double d = 0;
  for (int j = 0; j < A.cols(); ++j) {
    Eigen::MatrixXd M(A.rows() - 1, A.cols() - 1);
    M << A.bottomRows(A.rows() - 1).leftCols(j), A.bottomRows(A.rows() - 1).rightCols(A.cols() - j - 1);
    d += (j % 2 ? -1 : 1) * A(0, j) * minors(M);
  }
  return d;
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double determinant(const Eigen::MatrixXd &A) { return minors(A * A) + minors(A); }

/// A vector as the result.
inline VectorXd steps(const VectorXd &x, int n) {
  if (n == 0)
    return x;
  const VectorXd y = steps(x, n - 1);
  return y.array().sin() + x.array();
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double stepped(const VectorXd &x, int n) { return steps(x, n).squaredNorm(); }

/// A vector-valued function.
GATEAUX_DIFFERENTIATE(jacobian, objective)
inline VectorXd squared(const VectorXd &x, int n) {
  if (n == 0)
    return x;
  return squared(x.array().square() + x(0), n - 1);
}

/// Without an influence on derivatives.
inline long factorial(int n) { return n < 2 ? 1 : n * factorial(n - 1); }
inline double binomial(int n, int k) { return k == 0 || k == n ? 1 : binomial(n - 1, k - 1) + binomial(n - 1, k); }
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double series(const VectorXd &x, int n) {
  double s = 0;
  for (int k = 0; k < n + 2; ++k)
    s += std::pow(x(0), k) / static_cast<double>(factorial(k)) * binomial(n + 2, k);
  return s * x(1);
}

/// Through references and of templates, where the depth is known.
struct State {
  double a;
};
inline void grow(State &s, double x, int k) {
  if (k == 0)
    return;
  s.a *= x;
  grow(s, x + 1, k - 1);
}
template <int N> double fixed_power(double x) {
  if constexpr (N == 0)
    return 1;
  else
    return x * fixed_power<N - 1>(x);
}
inline double horner(const std::vector<double> &c, double x, std::size_t i) {
  return i + 1 == c.size() ? c[i] : c[i] + x * horner(c, x, i + 1);
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double known(const VectorXd &x) {
  State s{x(0)};
  grow(s, x(1), 4);
  const std::vector<double> c{x(0), x(1), x(2)};
  return s.a * fixed_power<5>(x(2)) + horner(c, x(3), 0);
}

/// Adaptive quadrature: the depth depends on what is integrated.
inline double bell(double t, double s) { return std::exp(-t * t * s); }
inline double integral(double a, double b, double s, double tolerance, int depth) {
  const double m = 0.5 * (a + b), h = b - a;
  const double coarse = h * bell(m, s);
  const double fine = 0.5 * h * (bell(0.5 * (a + m), s) + bell(0.5 * (m + b), s));
  if (std::abs(coarse - fine) < tolerance || depth == 0)
    return fine;
  return integral(a, m, s, tolerance / 2, depth - 1) + integral(m, b, s, tolerance / 2, depth - 1);
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double adaptive(double a, double b, double s) { return integral(a, b, s, 1e-3, 8); }

/// Parts of matrices, of extents that are known and that are not; results whose shape only the call gives.
inline double corner(const Eigen::MatrixXd &M) {
  if (M.rows() == 1)
    return M(0, 0);
  const Eigen::MatrixXd minor = M.block(1, 0, M.rows() - 1, M.rows() - 1);
  return M(0, 0) * corner(minor) + std::sin(M(0, M.rows() - 1));
}
inline VectorXd scaled(const VectorXd &v) {
  if (v.size() <= 1)
    return v;
  return v.size() * v(0) * scaled(v.head(v.size() - 1));
}
inline Eigen::MatrixXd alternating(const Eigen::MatrixXd &M, int k) {
  if (k <= 0)
    return M;
  return M * alternating(M.transpose(), k - 1);
}
inline Eigen::MatrixXd stored(const Eigen::MatrixXd &M) {
  const Eigen::Index n = M.rows();
  if (n <= 1)
    return M * M;
  Eigen::MatrixXd C = M;
  C.topLeftCorner(n - 1, n - 1) = stored(M.topLeftCorner(n - 1, n - 1)) + stored(M.topRightCorner(n - 1, n - 1));
  return C;
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double of_matrices(const Eigen::MatrixXd &A, int n) {
  return corner(A.topLeftCorner(2, 2)) + corner(A.topLeftCorner(n + 1, n + 1)) + scaled(A.col(0)).dot(A.col(1).head(1) * A(2, 2)) +
         alternating(A, n).trace() + alternating(A, 1).diagonal().squaredNorm() + stored(A).squaredNorm();
}

} // namespace recursion

#endif
