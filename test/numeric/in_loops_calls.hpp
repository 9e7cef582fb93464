// SPDX-License-Identifier: Apache-2.0
//
// Calls of functions, in loops in branches and in branches in loops.
#ifndef GATEAUX_TEST_NUMERIC_IN_LOOPS_CALLS_HPP
#define GATEAUX_TEST_NUMERIC_IN_LOOPS_CALLS_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include <cmath>
#include <functional>

namespace in_loops_calls {

using Eigen::Index;
using Eigen::VectorXd;

inline double by_value(double a, VectorXd v, double b) {
  a *= b;
  v *= a;
  b = v(1) + v.sum();
  return std::sin(b) + a;
}
inline void by_reference(double &a, const double &b, VectorXd &v) {
  a = std::cos(a * b) + v(0);
  v(1) *= a;
}
inline void by_pointer(const double *a, double *b, const VectorXd *v, VectorXd *w) {
  *b = std::sin(*b + *a * (*v)(2));
  *w = *v * *b;
  w->array() += 0.3 * (*w)(0);
}
inline double &first(double &a, double &) { return a; }

/// By value, reference, const reference and pointer, with several outputs.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double passed(const VectorXd &x, int n) {
  double s = x(0), t = x(1), u = 0.1;
  VectorXd y = x, z = x;
  if (n > 0)
    for (int i = 0; i < 3; ++i) {
      s = by_value(s, y, t) + s;
      by_reference(t, s, y);
      by_pointer(&t, &u, &y, &z);
      y = z / (1 + z.norm());
      first(s, t) *= 0.5;
      by_reference(y(i), x(i + 1), y);
      by_pointer(&y(i + 1), &s, &x, &z);
      s = std::tanh(0.3 * s);
      t = std::tanh(0.3 * t);
    }
  return s * t + u * y.sum() + z(3);
}

inline void rotate(const VectorXd &v, double angle, VectorXd &w, int n) {
  for (int i = 0; i < n; ++i) {
    const double c = std::cos(angle), s = std::sin(angle);
    const double a = c * v(i) - s * v(i + 1), b = s * v(i) + c * v(i + 1);
    w(i) = a;
    w(i + 1) = b;
  }
}
inline void polar(double a, double b, double &r, double &phi) {
  r = std::sqrt(a * a + b * b);
  phi = std::atan2(b, r);
}
inline void add(double &a, double &b, double &sum) {
  a *= 1.1;
  sum = a + b;
  b = sum * sum;
}

/// Arguments that are inputs and outputs at once.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double rotated(const VectorXd &x, int n) {
  VectorXd y = x;
  double a = x(0), b = x(1);
  if (n > 0)
    for (int k = 0; k < 4; ++k) {
      rotate(y, a, y, n);
      if (k != 2) {
        polar(a, b, b, a);
        add(a, a, b);
        add(y(k), b, y(k));
        a = std::sin(a);
        b = std::cos(b) + x(k);
      } else {
        VectorXd z = y;
        rotate(z, b, y, n + 1);
        rotate(y, y(0), z, n);
        a += z.sum();
      }
    }
  return y.squaredNorm() * y(1) + a * b;
}

inline double soft(double x, double width = 0.5, int power = 2) {
  if (x > width) {
    double p = 1;
    for (int i = 0; i < power; ++i) {
      p *= x / width;
      if (p > 6)
        return p;
    }
    return 0.5 * p;
  }
  return x * width;
}
inline void damp(VectorXd &v, double rate = 0.3, const double *floor = nullptr) {
  for (Index i = 0; i < v.size(); ++i) {
    if (floor && v(i) < *floor)
      return;
    v(i) *= std::exp(-rate * v(i));
  }
}

/// Default arguments, and functions that return early from a loop in a branch.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double defaults(const VectorXd &x, int n) {
  double s = x(0);
  VectorXd y = x;
  if (n > 0)
    for (int i = 0; i < 4; ++i) {
      s = soft(s * x(i)) + soft(s, x(i)) + soft(x(i) + s, 0.7, n + 1);
      damp(y);
      if (i % 2 == 0)
        damp(y, s);
      else
        damp(y, 0.2, &x(2));
      s = std::tanh(s * y(i));
    }
  return s + y.sum();
}

inline double power(double x, int n) { return n == 0 ? 1 : n % 2 ? x * power(x, n - 1) : power(x * x, n / 2); }
inline double odd_part(double x, double t, int n);
inline double even_part(double x, double t, int n) {
  if (n == 0)
    return std::cos(x * t);
  const double s = t * x / n;
  return s + odd_part(x, s, n - 1);
}
inline double odd_part(double x, double t, int n) {
  if (n == 0)
    return std::sin(t);
  return 0.5 * even_part(x, t * t, n - 1) + t;
}
inline double halved(double a, double b, double x) {
  const double m = 0.5 * (a + b);
  if (b - a < 1)
    return std::sin(m * x) * (b - a);
  return halved(a, m, x) + halved(m, b, x);
}
inline void count_down(double &s, int n) {
  if (n == 0)
    return;
  s = std::sin(s + n);
  count_down(s, n - 1);
}

/// Recursion of one function and of two, in loops, branches and conditions.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double recursive(const VectorXd &x, int n) {
  double s = x(0);
  if (n > 0)
    for (int i = 0; i < 4; ++i) {
      s = std::sin(power(s, i + 1)) + power(x(i), n + i);
      if (power(s, 2) > 0.1)
        s += even_part(s, x(i), i + n);
      else
        s *= odd_part(x(i), s, n);
      s += 0.1 * halved(0, 2, s);
      count_down(s, 3);
    }
  return s;
}

namespace metric {
struct Length {
  double value;
};
inline double measure(const Length &a) { return a.value * 2; }
inline double measure(double a) { return a * a; }
inline double measure(int a) { return a * 0.25; }
inline double measure(const VectorXd &a) { return a.norm(); }
namespace inner {
inline double measure(double a) { return std::sin(a); }
} // namespace inner
} // namespace metric
namespace {
inline double hidden(double a, double b) { return a * std::exp(-b); }
} // namespace
using metric::Length;
namespace alias = metric::inner;

/// Overloads, namespaces and names that are found by the argument.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double overloads(const VectorXd &x, int n) {
  double s = x(0);
  if (n > 0)
    for (int i = 0; i < 4; ++i) {
      Length length{s * x(i)};
      s = measure(length) + metric::measure(s) + metric::measure(i) * s;
      if (s > 0.5) {
        using namespace metric;
        s = std::tanh(s) + measure(x * s) * 0.1 + inner::measure(s);
      } else {
        s += alias::measure(s * x(i + 1));
      }
      s = hidden(s, x(i));
    }
  return s;
}

template <class T>
T smooth(const T &a, const T &b) {
  return a * b / (1 + a * a);
}
template <int N>
double nth(double x) {
  double p = 1;
  for (int i = 0; i < N; ++i)
    p *= x + 0.1 * i;
  return p;
}
template <class Derived>
double energy(const Eigen::MatrixBase<Derived> &v) {
  double s = 0;
  for (Index i = 0; i < v.size(); ++i)
    s += v(i) * v(i) * (i > 1 ? v(i) : 1);
  return s;
}
template <class A, class B>
VectorXd mixed(const Eigen::MatrixBase<A> &a, const Eigen::ArrayBase<B> &b) {
  return a.cwiseProduct(b.matrix()) + a;
}
template <class Derived>
void squash(Eigen::MatrixBase<Derived> &v, double limit) {
  if (v.norm() > limit)
    v *= limit / v.norm();
}
template <class F, class... Rest>
double chain(double x, F f, Rest... rest) {
  const double y = f(x);
  if constexpr (sizeof...(rest) > 0)
    return chain(y, rest...);
  else
    return y;
}
template <class... T>
double product(T... t) {
  return (t * ...);
}

/// Function templates, by type, by value and by Eigen's base classes.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double templates(const VectorXd &x, int n) {
  double s = x(0);
  VectorXd y = x;
  if (n > 0)
    for (int i = 0; i < 3; ++i) {
      s = smooth(s, x(i)) + smooth<double>(s * s, 1.5);
      s += nth<2>(s) * nth<3>(x(i));
      if (s > 0.2) {
        s = std::tanh(s) * energy(y) + 0.1 * energy(s * x.head(2)) + energy(x.segment(i, 2).transpose());
        s = std::tanh(0.2 * s);
        y = 0.5 * mixed(y, x.array() * s);
      } else {
        s += product(s, x(i), y(0));
      }
      squash(y, 1.2);
      s = chain(s, [](double t) { return std::sin(t); }, [&](double t) { return t * x(i) + 0.1 * t * t; });
    }
  return 0.1 * (s + y.sum());
}

constexpr int factorial(int n) { return n < 2 ? 1 : n * factorial(n - 1); }
constexpr double coefficient(int n) { return (n % 2 ? -1.0 : 1.0) / factorial(2 * n + 1); }
constexpr double horner(double x) {
  double s = 0;
  for (int i = 3; i >= 0; --i)
    s = s * x * x + coefficient(i);
  return s * x / (1 + s * s);
}
template <int N>
constexpr double scaled(double x) {
  if constexpr (N > 2)
    return x * N;
  else
    return x / N;
}

/// constexpr functions, of constants and of active values.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double constant_functions(const VectorXd &x, int n) {
  constexpr double half = horner(0.5);
  double s = x(0);
  if (n > 0)
    for (int i = 0; i < 4; ++i) {
      s = horner(s * x(i)) * half + coefficient(i) * s + scaled<3>(x(i));
      if (i < factorial(2))
        s = scaled<2>(s * s / (1 + s * s)) + horner(x(i));
    }
  return s * s;
}

inline double bend(double x) { return std::sin(x) + 0.5 * x; }
inline bool advance(double &s, double by) {
  s += by * s;
  return s < 3;
}
inline int rank_of(const VectorXd &v, double t) {
  int k = 0;
  for (double e : v)
    k += e < t;
  return k % 5;
}
inline double scale_by(VectorXd &v, double a) {
  v *= a;
  return v.sum();
}

/// Calls in conditions, headers, indices, arguments and cases.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double calls_in_places(const VectorXd &x, int n) {
  double s = x(0), t = 0.2;
  VectorXd y = x;
  if (bend(x(0)) > 0.3) {
    for (int i = 0; i < rank_of(x, bend(t) + 0.6) + n; ++i) {
      s = bend(bend(s) * bend(x(i % 5))) - bend(0.5 * s);
      if (advance(t, bend(s)) && advance(s, 0.2 * t))
        t = bend(y(rank_of(x, t))) * x(rank_of(y, s));
      for (int k = 0; k < 9 && advance(s, x(i % 5)); ++k)
        t *= 0.9;
      switch (rank_of(x, s)) {
      case 4:
        s = scale_by(y, bend(0.1 * s)) * scale_by(y, 0.9);
        break;
      default:
        s = advance(t, s) ? bend(t) : s * bend(t);
      }
      s = std::tanh(s);
      t = std::tanh(t);
    }
  }
  return s * t + y(0);
}

} // namespace in_loops_calls

#endif // GATEAUX_TEST_NUMERIC_IN_LOOPS_CALLS_HPP
