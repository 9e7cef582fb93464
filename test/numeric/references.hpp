// SPDX-License-Identifier: Apache-2.0
//
// What names stand for: references and pointers to one of several things, ranges of classes of their own, and what
// integers are in their types.
#ifndef GATEAUX_TEST_NUMERIC_REFERENCES_HPP
#define GATEAUX_TEST_NUMERIC_REFERENCES_HPP

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <gateaux/gateaux.hpp>
#include <numeric>
#include <tuple>
#include <utility>
#include <vector>

namespace references {

using Eigen::MatrixXd;
using Eigen::Vector2d;
using Eigen::VectorXd;

struct Counter {
  double a;
  VectorXd v;
  Counter &add(double b) {
    a += b * a;
    v *= b;
    return *this;
  }
  Counter &sub(double b) { return add(-b); }
  Counter &operator-=(double b) { return *this = Counter{a - b, v}; }
  Counter &self() { return ++*this; }
  Counter &operator++() {
    a += 1;
    return *this;
  }
};
inline Counter &flip(Counter &c) { return c = Counter{c.a * 2, c.v}; }
/// Functions that return references to objects do what they do once.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double chained(const VectorXd &x) {
  Counter w{x(0), x};
  w.sub(x(1));
  w -= x(2);
  w.self();
  flip(w).add(0.3).sub(0.2);
  return w.a * w.a * w.v.sum();
}

/// A reference to one of two numbers, which change later.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double chosen_number(double x, double y) {
  const double &m = x > y ? x : y;
  x *= 3;
  y = x * y;
  return m * m * x;
}

/// References to one of two matrices and of two coefficients.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double chosen_matrix(VectorXd a, VectorXd b) {
  const VectorXd &m = a(0) > b(0) ? a : b;
  a *= 3;
  b *= b(1);
  const double &k = a(0) > a(1) ? a(0) : a(1);
  a(0) = 7 * a(1);
  return m.squaredNorm() * a(1) * k;
}

/// References in a pair.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double both_extremes(double x, double y) {
  auto [a, b] = std::minmax(x, y);
  const auto p = std::minmax(x, y);
  double c, d;
  std::tie(c, d) = std::minmax(y, x);
  std::pair<double, double> q = std::minmax(x, y);
  return a * b * b + p.first * p.second * p.second + c * d * d * d + q.first;
}

struct Held {
  const double &a;
};
/// A reference in an object that is chosen.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double held_reference(double x, double y) {
  Held p = x > y ? Held{x} : Held{y};
  return p.a * p.a * y;
}

/// References and pointers that are chosen anew in each iteration, and written.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double written_choice(const VectorXd &x) {
  VectorXd y = x;
  double s = x(0), t = x(1);
  for (int i = 0; i < 3; ++i) {
    double &m = s > t ? s : t;
    m *= 0.5;
    double &w = y(i) > 0.5 ? y(0) : y(1);
    w += m * m;
    double *q = i % 2 ? &s : &t;
    *q += w;
  }
  return s * t + y.squaredNorm();
}

struct Point {
  double x, y;
  void scale(double k) {
    x *= k;
    y += k;
  }
};
/// Objects that are chosen, changed through pointers and references.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double chosen_object(const VectorXd &x) {
  Point p{x(0), x(1)}, q{x(2), x(3)};
  bool c = x(0) > x(1);
  Point *w = c ? &p : &q;
  w->x *= x(4);
  Point &r = c ? q : p;
  r.scale(x(2));
  (c ? p : q).scale(2);
  return p.x * p.y + q.x * q.y * q.y;
}

inline std::tuple<const double &, int> pick(const VectorXd &a, bool b) {
  return b ? std::tuple<const double &, int>(a(0), 1) : std::tuple<const double &, int>(a(1), 2);
}
/// References and numbers in a tuple.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double picked(const VectorXd &x, bool b) {
  auto p = pick(x, b);
  return std::get<0>(p) * std::get<1>(p);
}

struct Complex {
  double re, im;
  bool operator==(const Complex &o) const { return re == o.re && im == o.im; }
};
/// A comparison of the user's own within a condition.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double equal_or_less(double x, double y) {
  Complex z{x, y}, w{y, 1};
  if (x < y || z == w)
    return x * y;
  return x;
}

struct Path {
  std::vector<double> v;
  auto begin() const { return v.begin(); }
  auto end() const { return v.end(); }
};
struct Span {
  const double *p;
  int n;
  const double *begin() const { return p; }
  const double *end() const { return p + n; }
};
struct Points {
  std::vector<Vector2d> v;
  auto begin() const { return v.begin(); }
  auto end() const { return v.end(); }
};
/// Loops over classes with a begin and an end of their own.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double own_ranges(const VectorXd &x) {
  Path p;
  for (int i = 0; i < x.size(); ++i)
    p.v.push_back(x(i) * x(i));
  double s = 0;
  for (double v : p)
    s += v * v;
  Span q{x.data(), (int)x.size()};
  for (double v : q) {
    if (v < 0.3)
      continue;
    s += v * v * v;
  }
  Points r;
  r.v.push_back(Vector2d(x(0), x(1)));
  r.v.emplace_back(x(2), s);
  for (const auto &v : r)
    s += v.squaredNorm();
  return s;
}

/// Integers in the width and the sign of their types.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double widths(const VectorXd &x) {
  unsigned s = 42;
  s = s * 1103515245u + 12345u;
  double r = x(0) * (s % 1000) + x(1) * x(1) * (s / 65536u);
  const std::uint32_t h = (2166136261u + 97u) * 16777619u;
  r += x(h % 5) * (h % 7);
  unsigned a = 2, b = 3;
  r += (a - b) * x(0) * 1e-9 + (a - b) / 2 * x(1) * 1e-9;
  unsigned char c = 250;
  c += 10;
  r += c * x(4);
  std::int8_t d = 120;
  d = static_cast<std::int8_t>(d + 10);
  r += d * x(2);
  unsigned short u = -1;
  r += u * x(3);
  short t = static_cast<short>(70000);
  r += t * x(3);
  std::uint32_t st = 7;
  for (int i = 0; i < 5; ++i) {
    st = st * 1664525u + 1013904223u;
    r += (st >> 16) * 1e-4 * x(i) * x(0);
    st ^= 0x80000001u;
  }
  return r;
}

/// Loops whose conditions declare variables.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double declared_conditions(const VectorXd &x, int n) {
  double s = x(0);
  while (int k = n--) {
    s += x(k) * s;
  }
  double t = x(1);
  while (double d = t > 0.1 ? t - 0.05 : 0.0) {
    s *= 1 + d * d;
    t *= 0.5;
  }
  for (int i = 4; int k = i; --i)
    s += x(k) * x(k) * s;
  return s;
}

struct Capped {
  double v = 0;
  Capped() = default;
  Capped(const Capped &) = default;
  Capped &operator=(const Capped &o) {
    v = std::min(o.v, 1.0);
    return *this;
  }
};
/// A class that says itself how it is assigned.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double own_assignment(const VectorXd &x) {
  Capped a, b;
  a.v = 3 * x(0);
  b = a;
  return b.v * x(1);
}

enum class Act { Linear, Tanh };
struct Layer {
  double w;
  Act act;
};
struct Dense {
  MatrixXd W;
  VectorXd b;
  Act a = Act::Tanh;
};
/// Enumerations among the members of the elements of a vector.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double layers_of_kinds(const std::vector<Layer> &ls) {
  double s = 0;
  for (const auto &l : ls)
    s += l.act == Act::Tanh ? std::tanh(l.w) : l.w * l.w;
  return s;
}
GATEAUX_DIFFERENTIATE(wrt(ls), gradient, hvp, objective)
inline double layers_of_kinds_of_matrices(const std::vector<Dense> &ls, const VectorXd &x) {
  VectorXd h = x;
  for (const auto &l : ls) {
    h = l.W * h + l.b;
    switch (l.a) {
    case Act::Tanh:
      h = h.array().tanh();
      break;
    default:
      break;
    }
  }
  return h.squaredNorm();
}

/// An array as long as a list, which a linearised product needs.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double ordered(const VectorXd &x) {
  std::vector<VectorXd> v;
  for (int i = 0; i < x.size(); ++i)
    v.push_back(x);
  std::vector<int> order(v.size());
  for (int i = 0; i < 5; ++i)
    order[i] = 4 - i;
  double r = 0;
  for (int i = 0; i < 5; ++i)
    r += x(order[i]) * std::sin(x(i));
  return r;
}

/// Gauss-Newton products where the loss could be written without the variable that is linearised, and where a loop
/// gives it.
GATEAUX_DIFFERENTIATE(wrt(w), gradient, ggnvp(P))
inline double scaled(const VectorXd &w) {
  const VectorXd P = 2 * w;
  return P.squaredNorm() + P.array().exp().sum();
}
inline VectorXd net(const MatrixXd &W, const VectorXd &x) {
  VectorXd h = x;
  for (int i = 0; i < 3; ++i)
    h = (W * h).array().tanh();
  return h;
}
GATEAUX_DIFFERENTIATE(wrt(W), gradient, ggnvp(P))
inline double quartic(const MatrixXd &W, const VectorXd &x) {
  const VectorXd P = net(W, x);
  return P.array().square().square().sum();
}
GATEAUX_DIFFERENTIATE(wrt(W), tangent)
inline VectorXd output(const MatrixXd &W, const VectorXd &x) { return net(W, x); }

/// Steps of integers narrower than int.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double narrow_steps(const VectorXd &x) {
  short s = 32767;
  s++;
  unsigned char c = 0;
  --c;
  std::int8_t d = 127;
  double r = d++ * x(1);
  return s * 1e-4 * x(0) * x(0) + c * x(1) * x(2) + r * d * x(2);
}

/// The mean of integers is one.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double integer_mean(const VectorXd &x) {
  Eigen::VectorXi k = (x * 3).cast<int>();
  return k.mean() * x(4) * x(4);
}

inline double weight_of(const Eigen::Ref<const VectorXd> &u, const Eigen::Ref<const MatrixXd> &M) {
  return u.sum() * u(1) * M(0, 1);
}
/// What an Eigen::Ref copies where it must.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double copies_by_ref(const VectorXd &x, const MatrixXd &A) {
  MatrixXd B = A;
  Eigen::Ref<const VectorXd> r(B.row(1).transpose());
  double s = r(0) * r(1);
  B(1, 1) *= x(2);
  s += weight_of(B.row(1).transpose(), B.transpose());
  Eigen::Ref<const VectorXd> c(B.col(1));
  B(0, 1) *= x(1);
  return s * weight_of(B.col(0), B) * c(0);
}

/// A comma initialiser of what was there before.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double filled(const VectorXd &x) {
  Eigen::Vector3d v = x.head<3>(), w;
  w << v(1), v(2), v(0);
  v << v(1), x(2), x(0);
  return v(0) * v(1) * v(1) + v(2) * w(0) * w(1);
}

/// Positions sorted by what stands there.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double sorted_positions(const VectorXd &x) {
  std::vector<int> idx(x.size());
  std::iota(idx.begin(), idx.end(), 0);
  std::sort(idx.begin(), idx.end(), [&](int a, int b) { return x(a) < x(b); });
  double s = 0;
  for (std::size_t k = 0; k < idx.size(); ++k)
    s += (k + 1.0) * x(idx[k]) * x(idx[k]) * (k ? x(idx[k - 1]) : 1.0);
  return s;
}

struct Item {
  double key;
  double w;
  VectorXd v;
};
/// Objects sorted by a member.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double sorted_objects(const VectorXd &x) {
  std::vector<Item> items;
  for (int i = 0; i < x.size(); ++i)
    items.push_back({x(i) * x(i), x((i + 1) % 5), x.head(2) * i});
  std::sort(items.begin(), items.end(), [](const Item &a, const Item &b) { return a.key > b.key; });
  double s = 0, t = 1;
  for (const auto &it : items) {
    s += it.key * t + it.w * it.v.sum();
    t *= 0.7;
  }
  return s;
}

/// A sum of products that is kept in an integer.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double integer_sum(const VectorXd &x) {
  std::vector<double> v{x(0) * 3, x(1) * 3}, w{1.5, 2.5};
  return std::inner_product(v.begin(), v.end(), w.begin(), 0) * x(3) * x(3);
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wrange-loop-construct"
/// Items converted to the type of the loop's variable.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double converted_items(const VectorXd &x) {
  std::vector<double> v{x(0) * 3, x(1) * 5.5};
  double s = 0;
  for (int k : v)
    s += k * x(2) * x(2);
  for (const int &k : v)
    s += k * x(1);
  return s;
}
#pragma GCC diagnostic pop

/// Vectors of integers keep what they hold.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double integer_vectors(const VectorXd &x) {
  std::vector<int> a(3, 2);
  a.resize(5, 1);
  Eigen::VectorXi k = Eigen::VectorXi::Constant(3, 4);
  k.conservativeResize(2);
  std::vector<int> v{1, 2, 3};
  v.assign(2, 9);
  std::vector<int> w = v;
  std::swap(v, w);
  v.pop_back();
  v.emplace_back(4);
  std::reverse(v.begin(), v.end());
  std::vector<std::size_t> u;
  u.resize(3, 2);
  Eigen::VectorXi z = Eigen::VectorXi::Ones(3), q = Eigen::VectorXi::Zero(2);
  const short m = -32767 - 1;
  short t = m;
  --t;
  signed char e = -128;
  e--;
  return a[4] * x(4) * x(4) + k(1) * x(0) * x(0) + (v[0] + 10 * v[1] + 100 * w[1]) * x(3) * x(4) * v.size() +
         u[1] * x(1) * x(0) + (z.sum() + q(1)) * x(2) * x(2) + t * e * x(0) * x(1);
}

} // namespace references

#endif
