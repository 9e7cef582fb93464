// SPDX-License-Identifier: Apache-2.0
//
// Member functions, operators and lambdas, in loops in branches and in branches in loops.
#ifndef GATEAUX_TEST_NUMERIC_IN_LOOPS_OBJECTS_HPP
#define GATEAUX_TEST_NUMERIC_IN_LOOPS_OBJECTS_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include <cmath>
#include <functional>

namespace in_loops_objects {

using Eigen::VectorXd;

class Filter {
public:
  explicit Filter(double gain) : gain_(gain) {}
  double operator()(double input) {
    state_ += 0.3 * gain_ * (input - state_);
    ++calls_;
    return state_ / calls_;
  }
  double operator[](int k) const { return k == 0 ? gain_ : state_; }
  double &gain() { return gain_; }
  const double &state() const { return state_; }
  Filter &tune(double by) {
    gain_ = std::tanh(gain_ + by);
    return *this;
  }
  void reset() { state_ = calls_ = 0; }
  static double blend(const Filter &a, const Filter &b) { return a.state_ * b.gain_; }

private:
  double gain_;
  double state_ = 0.5;
  int calls_ = 0;
};

/// Member functions, operator() and the operators of classes of the user's.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double objects(const VectorXd &x, int n) {
  Filter a(x(0)), b(x(1));
  double s = 0;
  if (n > 0)
    for (int i = 0; i < x.size(); ++i) {
      s += a(x(i)) * b(s + x(i));
      if (i == 3)
        a.reset();
      else
        a.tune(s).tune(-b[1]).gain() += 0.1;
      b.gain() *= a[0];
      s = std::sin(s) + Filter::blend(a, b);
      Filter *which = &a;
      if (i % 2)
        which->tune(s);
      s += 0.2 * which->state() * (*which)(s);
    }
  return s * a.state() + b.state();
}

struct Complex {
  double re, im;
  Complex(double r = 0, double i = 0) : re(r), im(i) {}
  Complex operator-() const { return {-re, -im}; }
  Complex &operator+=(const Complex &o) {
    re += o.re;
    im += o.im;
    return *this;
  }
  Complex &operator*=(const Complex &o) {
    *this = *this * o;
    return *this;
  }
  Complex &operator++() {
    re += 1;
    return *this;
  }
  Complex operator++(int) {
    Complex old = *this;
    ++*this;
    return old;
  }
  friend Complex operator*(const Complex &a, const Complex &b) {
    return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
  }
  friend bool operator<(const Complex &a, const Complex &b) { return a.re < b.re; }
  bool operator==(const Complex &o) const { return re == o.re && im == o.im; }
  explicit operator bool() const { return re != 0; }
  double operator[](int k) const { return k ? im : re; }
};
inline Complex operator+(Complex a, const Complex &b) { return a += b; }
inline Complex operator-(const Complex &a, const Complex &b) { return a + -b; }
inline Complex operator/(const Complex &a, double s) { return {a.re / s, a.im / s}; }
inline double abs2(const Complex &a) { return a.re * a.re + a.im * a.im; }

/// Overloaded operators of value types, as members, as friends and as functions.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double value_types(const VectorXd &x, int n) {
  Complex z(x(0), x(1)), c{x(2), x(3)}, w;
  if (n > 0)
    for (int i = 0; i < 5; ++i) {
      z = z * z + c;
      if (abs2(z) > 1)
        z = z / (1 + abs2(z));
      w += z * Complex(x(i));
      if (z < w)
        w *= c - z;
      else
        w = -w + 0.3;
      if (w && !(z == c))
        c += w++ / 10;
      z.re += w[1];
    }
  return abs2(z) * w[0] + w.im;
}

/// Lambdas with every form of capture, called in loops in branches.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double lambda_captures(const VectorXd &x, int n) {
  double s = x(0), t = x(1);
  VectorXd y = x;
  if (n > 0) {
    auto by_copy = [=](double a) { return std::sin(a * t) + y(0); };
    auto by_reference = [&](double a) {
      t += 0.1 * a;
      y(1) *= 1 + 0.1 * t;
      return t * a;
    };
    auto named = [s, &t](double a) { return s * a + t; };
    auto mutable_copy = [t](double a) mutable { return t = std::cos(t * a); };
    auto initialised = [q = s * t, &r = y(2)](double a) {
      r = 0.5 * r + a * q;
      return r * q;
    };
    auto both = [&, s](auto a) { return s * by_copy(a) + y(3) * a; };
    auto most = [=, &s](double a) { return s += 0.1 * a * t; };
    for (int i = 0; i < 4; ++i) {
      s = std::tanh(by_copy(s) + by_reference(x(i)) + named(s));
      s += mutable_copy(s) * initialised(x(i));
      if (i % 2 == 1)
        s = std::sin(0.3 * both(s) + most(t));
      auto inside = [&s, i, v = x(i)](double a) -> double {
        if (i > 1)
          return a * v;
        for (int k = 0; k < i; ++k)
          s += 0.1 * a;
        return s * v;
      };
      t = inside(inside(s)) + [k = 0.3 * i](double a) { return a * a + k; }(t);
      t = std::tanh(t);
    }
  }
  return s * t + y.squaredNorm();
}

struct Pendulum {
  double angle, speed, length;
  double advance(double h, int n) {
    auto rate = [this](double a) { return -std::sin(a) / length; };
    auto frozen = [self = *this](double a) { return a * self.length + self.angle; };
    auto step = [&] {
      speed += h * rate(angle);
      angle += h * speed;
    };
    double energy = 0;
    if (n > 0)
      for (int i = 0; i < n; ++i) {
        step();
        if (angle > 0.1)
          energy += frozen(speed * angle);
        else
          length *= 1 + angle * angle;
      }
    return energy;
  }
};

/// Lambdas that capture an object, by reference and by copy, within its members.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double lambda_this(const VectorXd &x, int n) {
  double s = x(4);
  if (n > 0)
    for (int i = 0; i < 3; ++i) {
      Pendulum p{x(i) * s, x(i + 1), 1 + s * s};
      s = std::tanh(p.advance(0.2, n + i) + p.angle * p.length);
    }
  return s;
}

template <class F>
double trapezoid(F &&g, double a, double b, int n) {
  double s = 0.5 * (g(a) + g(b));
  for (int i = 1; i < n; ++i)
    s += g(a + (b - a) * i / n);
  return s * (b - a) / n;
}
inline double bisected(const std::function<double(double)> &g, double a, double b) {
  for (int i = 0; i < 3; ++i) {
    const double m = 0.5 * (a + b);
    if (g(m) > 0)
      b = m * b;
    else
      a = m;
  }
  return g(a) * g(b);
}
struct Gaussian {
  double width;
  double operator()(double t) const { return std::exp(-t * t * width); }
};
inline double cubed(double t) { return t * t * t; }

/// Functions as arguments: lambdas, objects, std::function and functions themselves.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double passed_functions(const VectorXd &x, int n) {
  double s = x(0);
  if (n > 0)
    for (int i = 0; i < 3; ++i) {
      s = std::sin(trapezoid([&](double t) { return std::sin(t * s) * x(i); }, 0, x(i), 3)) + 0.3;
      if (i != 1)
        s += trapezoid(Gaussian{s}, x(i), 1.5, 2) + 0.1 * trapezoid(cubed, 0.0, s, 2);
      const std::function<double(double)> g = [=](double t) { return t * t - s * x(i); };
      s += 0.2 * bisected(g, 0.1, x(i + 1));
      s = std::tanh(g(s) + bisected([s](double t) { return t - s; }, s, 1));
    }
  return s;
}

} // namespace in_loops_objects

#endif // GATEAUX_TEST_NUMERIC_IN_LOOPS_OBJECTS_HPP
