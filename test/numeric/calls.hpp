// SPDX-License-Identifier: Apache-2.0
//
// Calls: functions, lambdas, member functions, operators, pointers.
#ifndef GATEAUX_TEST_NUMERIC_CALLS_HPP
#define GATEAUX_TEST_NUMERIC_CALLS_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include <cmath>
#include <functional>
#include <iostream>

namespace calls {

using Eigen::MatrixXd;
using Eigen::VectorXd;

inline double clipped(double x, double limit = 0.5) {
  if (x > limit)
    return limit + 0.1 * (x - limit);
  if (x < -limit)
    return -limit;
  return x;
}
inline int firstAbove(const VectorXd &x, double t) {
  for (int i = 0; i < x.size(); ++i)
    if (x(i) > t)
      return i;
  return 0;
}
inline void normalise(VectorXd &x, double *norm) {
  *norm = x.norm();
  if (*norm > 0)
    x /= *norm;
}
template <typename F>
inline double simpson(const F &f, double a, double b, int n) {
  const double h = (b - a) / n;
  double s = f(a) + f(b);
  for (int i = 1; i < n; ++i)
    s += (i % 2 == 0 ? 2 : 4) * f(a + i * h);
  return s * h / 3;
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double functions(const VectorXd &x, double a) {
  double s = 0;
  for (int i = 0; i < x.size(); ++i)
    s += clipped(x(i) * a) * clipped(x(i) + a, 0.3);
  VectorXd y = x;
  double norm;
  normalise(y, &norm);
  return s * norm + y(firstAbove(x, 0.2)) * a;
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double lambdas(double x, double y) {
  double a = x * y;
  auto byValue = [a](double t) { return a * t; };
  auto byReference = [&a, y](double t) {
    a += t * y;
    return a;
  };
  auto mixed = [=, &x](auto t) { return byValue(t) + x * a; };
  auto own = [p = a * a, q = 2](double t) mutable {
    p += t;
    return p * q;
  };
  a = y;
  double s = byReference(x) * byReference(y);
  x = s + own(a);
  std::function<double(double)> f = [&](double t) { return mixed(t) * y; };
  return f(a) + [](double t) { return t * t; }(s) + a;
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double integral(double a, double b) {
  return simpson([a](double t) { return std::exp(-a * t * t); }, 0.0, b, 6);
}

/// What only prints has no influence.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double chatty(double x, double y) {
  if (x > 100)
    std::cerr << "large: " << x * y << std::endl;
  return x * x * y;
}

class Polynomial {
public:
  Polynomial(double a, double b) : a_(a), b_{b} { c_ *= a; }
  double operator()(double x) const { return (a_ * x + b_) * x + c_; }
  Polynomial &operator*=(double s) {
    a_ *= s;
    b_ *= s;
    c_ *= s;
    return *this;
  }
  double slope(double x) const { return 2 * this->a_ * x + b_; }
  double &constant() { return c_; }

private:
  double a_, b_, c_ = 0.5;
};

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double members(double x, double y) {
  Polynomial p(x, y), q = p;
  p *= x;
  p.constant() += y * y;
  const Polynomial &r = p;
  double z = y;
  for (int i = 0; i < 3; ++i)
    z -= r(z) / (3 + r.slope(z));
  return z * q(x) + q.slope(y);
}

struct Dual {
  double value, slope;
  Dual operator*(const Dual &o) const { return {value * o.value, value * o.slope + slope * o.value}; }
  friend Dual operator+(Dual a, const Dual &b) {
    a.value += b.value;
    a.slope += b.slope;
    return a;
  }
};
inline Dual sin(const Dual &x) { return {std::sin(x.value), std::cos(x.value) * x.slope}; }

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double operators(double x, double y) {
  Dual a{x, 1}, b{y, x};
  Dual c = a * b + sin(a * a);
  for (int i = 0; i < 2; ++i)
    c = c * a + b;
  return x > 0 ? (c * b).slope : c.value;
}

template <typename F>
inline VectorXd rungeKutta(F &&f, VectorXd y, double h, int n) {
  for (int i = 0; i < n; ++i) {
    VectorXd k1 = f(y), k2 = f(y + h / 2 * k1), k3 = f(y + h / 2 * k2), k4 = f(y + h * k3);
    y += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
  }
  return y;
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double equation(const MatrixXd &A, const VectorXd &start, double h) {
  auto rate = [&](const VectorXd &y) -> VectorXd { return A * y - y.cwiseProduct(y); };
  return rungeKutta(rate, start, h, 4).squaredNorm();
}

inline void split(double x, double *half, double *square = nullptr) {
  *half = x / 2;
  if (square)
    *square = x * x;
  if (x < 0)
    return;
  *half += *half * x;
}
template <typename F>
inline double twice(F f, double x) {
  return f(x) + f(x);
}

/// A lambda with a state of its own is copied with it; a void function returns early.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double states(double x, double y) {
  auto counter = [n = y](double t) mutable {
    n *= t;
    return n;
  };
  double s = twice(counter, x) + counter(2 * x);
  double a, b, c;
  split(x, &a);
  split(y, &b, &c);
  return s * a + b * c;
}

inline double squared(double x) { return x * x; }
inline double applied(double (*g)(double), double x) { return g(x) * x; }

/// Pointers to functions with a known target, alone and in a loop in a branch.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double function_pointers(double x, double y) {
  double (*g)(double) = &squared;
  std::function<double(double)> h = squared;
  double s = applied(squared, x) + applied(g, 2 * y) + h(x * y);
  if (x > 0)
    for (int i = 0; i < 3; ++i)
      s += (*g)(s * 0.1) * applied(g, y);
  return s;
}

} // namespace calls

#endif
