// SPDX-License-Identifier: Apache-2.0
//
// Functions that call themselves and take, or write, more than numbers and matrices.
#ifndef GATEAUX_TEST_NUMERIC_OUTLINED_RECURSION_HPP
#define GATEAUX_TEST_NUMERIC_OUTLINED_RECURSION_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <functional>
#include <vector>

namespace outlined_recursion {

using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Templates.
template <class T> T power(const T &x, int n) {
  if (n == 0)
    return T(1);
  const T half = power(x, n / 2);
  return n % 2 ? half * half * x : half * half;
}
template <class V> double folded(const V &v, Eigen::Index i) {
  return i == v.size() ? 1.0 : v(i) * folded(v, i + 1) + std::sin(v(i));
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double of_templates(const VectorXd &x, int n) {
  double s = 0;
  for (int i = 0; i < x.size(); ++i)
    if (i != 1)
      s += power(x(i), n + i) * folded(x, i);
  return s * folded(x, 0);
}

/// Members, which read the object; also of a class without a name for what they call.
struct Polynomial {
  VectorXd c;
  double unused = 3;
  double at(double x, int k) const {
    if (k == c.size())
      return 0.0;
    return c(k) + x * at(x, k + 1);
  }
  double operator()(double x, int k) const { return k == 0 ? c(0) : (*this)(x, k - 1) * x + c(k); }
};
GATEAUX_DIFFERENTIATE(wrt(x, p.c), gradient, hvp, objective)
inline double of_members(double x, const Polynomial &p) {
  double s = p.at(x, 0);
  for (int i = 0; i < 3; ++i)
    if (i != 1)
      s += p(x * s, static_cast<int>(p.c.size()) - 1 - i) * p.at(x, i);
  return s;
}

/// The annotated function is a member that calls another one, which calls it.
struct Series {
  double a;
  GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp)
  double even(double x, int n) const { return n == 0 ? x : a * odd(x, n - 1); }
  double odd(double x, int n) const { return n == 0 ? std::sin(x) : even(x * x, n - 1) + a; }
};

/// Containers and pointers.
inline double halves(const std::vector<double> &v, std::size_t first, std::size_t last) {
  if (last - first == 1)
    return v[first] * v[first];
  const std::size_t middle = (first + last) / 2;
  return halves(v, first, middle) * 1.5 + std::sin(halves(v, middle, last));
}
inline double walked(const double *p, int n) { return n == 0 ? 1.0 : *p * walked(p + 1, n - 1) + std::cos(p[0]); }
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double of_containers(const std::vector<double> &v) {
  double s = halves(v, 0, v.size());
  for (int i = 0; i < 3; ++i)
    if (i != 1)
      s += walked(v.data() + i, static_cast<int>(v.size()) - i) * s;
  return s;
}
GATEAUX_DIFFERENTIATE(wrt(p), extent(p, n), gradient, hvp)
inline double of_pointers(const double *p, int n) { return walked(p, n) * walked(p + 1, n - 1); }

/// References that are read and written; a pointer to what is written.
inline void accumulated(const VectorXd &x, int i, double &s) {
  if (i >= x.size())
    return;
  s = s * x(i) + std::cos(x(i));
  accumulated(x, i + 1, s);
}
inline void swept(double *p, int n) {
  if (n <= 1)
    return;
  p[1] += std::sin(p[0]) * p[1];
  swept(p + 1, n - 1);
  p[0] *= p[1];
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double of_references(const VectorXd &x) {
  double s = 1;
  for (int i = 0; i < 3; ++i)
    if (i != 1)
      accumulated(x, i, s);
  VectorXd y = x;
  swept(y.data(), static_cast<int>(y.size()));
  double t; // written only
  t = 0.5;
  accumulated(y, 1, t);
  return s * t + y.squaredNorm();
}

/// Lambdas that are handed to themselves, or name the std::function that they are in.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double of_lambdas(const VectorXd &x, int n) {
  const double scale = x(0);
  auto self = [&x, scale](auto &&f, int k) -> double {
    return k == 0 ? scale : x(k % x.size()) * f(f, k - 1) + scale;
  };
  std::function<double(int)> named = [&](int k) -> double { return k == 0 ? 1.0 : std::sin(x(1)) * named(k - 1) + x(2); };
  std::function<double(double, int)> later;
  later = [&](double y, int k) { return k <= 0 ? y : later(y * y, k - 1) * x(0) + later(y, k - 2); };
  double s = self(self, n);
  for (int i = 0; i < 3; ++i)
    if (i != 1)
      s += named(n + i) * later(s, n) + self(self, i);
  return s;
}

/// A depth that is known: the calls are expanded.
struct Fixed {
  std::array<double, 3> a;
  double sum(int i) const { return i == 3 ? 0.0 : a[static_cast<std::size_t>(i)] * a[0] + sum(i + 1); }
};
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double expanded(double x, double y) { return Fixed{{x, y, x * y}}.sum(0); }

/// One function by two lambdas and by a function, also where its parameter hides which.
inline double halved(double t) { return 0.5 * t; }
inline double applied(const std::function<double(double)> &f, double x, int n) { return n == 0 ? x : f(applied(f, x, n - 1)); }
inline double pointed(double (*f)(double), double x, int n) { return n == 0 ? x : f(pointed(f, x, n - 1)) + x; }
inline double doubled(double t) { return 2 * std::cos(t); }
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double of_functions(double x, double y, int n) {
  const auto f = [y](double t) { return std::sin(t) * y; };
  const auto g = [y](double t) { return t * t * 0.5 + y; };
  double s = applied(f, x, n);
  for (int i = 0; i < 3; ++i)
    if (i != 1)
      s += applied(g, x, n) * applied(halved, y, n) + pointed(halved, s, n) * pointed(doubled, x, n);
  return s;
}

/// Two names of one object, in different places.
struct Weight {
  double a;
};
inline double woven(const Weight &p, const Weight &q, const Weight &r, double x, int n) {
  return n == 0 ? p.a * q.a + r.a : p.a * woven(p, q, r, x * q.a, n - 1) + r.a * x;
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double of_namesakes(double x, double y, int n) {
  Weight p{x}, q{y}, r{x * y};
  return woven(p, q, p, x, n) * woven(p, q, q, y, n) + woven(p, p, q, x, n) + woven(p, q, r, x, n) * woven(q, q, q, x, n);
}

} // namespace outlined_recursion

#endif
