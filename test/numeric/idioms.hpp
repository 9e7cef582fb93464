// SPDX-License-Identifier: Apache-2.0
//
// Small things that programs are full of: how elements begin, braced lists, bits, local classes.
#ifndef GATEAUX_TEST_NUMERIC_IDIOMS_HPP
#define GATEAUX_TEST_NUMERIC_IDIOMS_HPP

#include <Eigen/Dense>
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <gateaux/gateaux.hpp>
#include <numeric>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace idioms {

using Eigen::MatrixXd;
using Eigen::Vector2d;
using Eigen::VectorXd;

/// Members with initialisers, and a constructor with a default argument.
struct Camera {
  double focal = 2.0, b = 0;
};
struct Made {
  explicit Made(double scale = 3) : twice(2 * scale) {}
  double twice;
  Camera camera{1.5, 0.5};
};

/// A loop that fills a table and one that sums, whose counters are of different types to the tool.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double table_and_sum(const VectorXd &x) {
  std::vector<VectorXd> a(3, VectorXd::Zero(3));
  double s = 0;
  for (int k = 0; k < 3; ++k)
    a[k] = x(k) * x;
  for (int k = 0; k < 3; ++k)
    s += x(k) * x(k);
  return a[0][1] * s;
}

struct Subject {
  double t;
  bool event;
};
/// Flags as members of the elements of a vector.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double flags(const VectorXd &x) {
  std::vector<Subject> d;
  for (int i = 0; i < x.size(); ++i)
    d.push_back({x(i), i % 2 == 0});
  double s = 0;
  for (const auto &q : d)
    if (q.event)
      s += q.t * q.t;
  return s;
}

/// Arrays of objects whose members have initialisers.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double array_beginnings(const VectorXd &x) {
  Camera more[2];
  more[1].focal = x(1);
  std::array<Camera, 2> a;
  a[0].b = x(2) * x(0);
  return more[0].focal * more[1].focal * more[1].focal + a[0].b * a[1].focal * a[0].b;
}

/// Vectors of such objects, sized and extended.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double vector_beginnings(const VectorXd &x) {
  std::vector<Camera> v(2);
  v.resize(4);
  v[1].b = x(0);
  v[3].focal = x(1);
  double s = 0;
  for (auto &c : v) {
    s += c.focal * c.focal * (c.b + x(2));
  }
  v.emplace_back();
  std::vector<Made> made(2);
  made.resize(3);
  std::array<Made, 2> two;
  s *= made[2].twice * made[0].camera.focal * x(0) + two[1].camera.b;
  s *= v.back().focal * x(0);
  return s;
}

/// Arrays taken apart under names.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double named_elements(const VectorXd &x) {
  std::array<double, 2> e{x(0), x(1)};
  auto [a, b] = e;
  std::vector<std::array<int, 2>> ed{{0, 1}, {1, 2}};
  double s = a * b * b;
  for (auto [i, j] : ed)
    s += x(i) * x(j) * a;
  for (const auto &[i, j] : ed)
    s += x(i) * x(j) * a;
  return s;
}

/// Integers by their bits.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double bits(const VectorXd &x, int n) {
  double s = 0;
  for (int m = 0; m < (1 << n); ++m) {
    double p = 1;
    for (int i = 0; i < n; ++i)
      p *= (m >> i) & 1 ? x(i) : 1 - x(i) * x(i);
    s += p * ((m ^ 1) * (~m) + (m | 4));
  }
  unsigned k = 1u;
  k <<= 3;
  k >>= 1;
  k ^= 1u;
  k |= 8u;
  k &= 13u;
  return s * k;
}

/// Braced lists assigned to vectors.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double braces_assigned(const VectorXd &x) {
  Vector2d v(x(0), x(1)), w(x(1), x(2));
  std::vector<Vector2d> c;
  c = {v, w, v};
  std::vector<double> d;
  d = {x(0), x(1)};
  std::vector<int> e;
  e = {1, 2};
  double s = 0;
  for (const auto &q : c)
    s += q.squaredNorm();
  for (double q : d)
    s *= q;
  for (int q : e)
    s *= x(q);
  return s;
}

/// Loops over braced lists.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double braces_walked(const VectorXd &x) {
  VectorXd a = x * 2, b = x.array().square();
  double s = 0;
  for (const VectorXd *p : {&a, &b})
    s += p->squaredNorm();
  for (const auto &v : {a, b})
    s += v.sum() * s;
  for (const auto *p : {&a, &b})
    s *= (*p)(0);
  for (auto [p, k] : {std::make_pair(x(0), 2), std::make_pair(x(1), 3)})
    s += std::pow(p, k);
  return s;
}

/// A class of the function's own.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double local_class(const VectorXd &x) {
  struct P {
    double a, b;
    double norm() const { return a * a + b * b; }
  };
  P p{x(0), x(1)};
  std::vector<P> v;
  for (int i = 0; i + 1 < x.size(); ++i)
    v.push_back({x(i), x(i + 1)});
  double s = p.norm();
  for (const P &q : v)
    s += q.norm() * q.a;
  return s;
}

static const Eigen::Vector3d kG(0, 0.5, -9.81);
static const std::vector<double> kW{0.1, 0.2, 0.7};
static const Eigen::Matrix2d kM = (Eigen::Matrix2d() << 1, 2, 3, 4).finished();
/// Constants of the file, of vectors and matrices.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double written_out(const VectorXd &x) {
  double s = 0;
  for (std::size_t i = 0; i < kW.size(); ++i)
    s += kW[i] * x(i) * x(i);
  return s + kG.dot(x.head<3>()) * x(1) + (kM * x.head<2>()).squaredNorm() * kG(1) + kG.z() * s;
}

/// The coefficients of a matrix from the first to the last.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double whole_of_data(MatrixXd A, const VectorXd &x) {
  double s = std::accumulate(A.data(), A.data() + A.size(), 0.0);
  std::for_each(A.data(), A.data() + A.size(), [](double &v) { v = v * v; });
  s *= A.sum() * x(0);
  for (const double *p = A.data(); p != A.data() + A.size(); ++p)
    s += *p * *p;
  return s;
}

struct Line {
  double a, b;
  double run(double x) {
    auto l = [*this, x]() { return a * x + b; };
    a = 5;
    b = 1;
    return l() + a;
  }
};
/// A lambda that holds a copy of its object.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double copied_this(const VectorXd &x) {
  Line m{x(0), x(1)};
  return m.run(x(2)) * m.a;
}

/// Vectors that are assigned braced lists, also of their own elements.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double assigned_braces(const VectorXd &x) {
  std::vector<double> v;
  v.assign({x(0), x(1), 2.0});
  v = {v[1] * x(2), v[0]};
  std::vector<Vector2d> w;
  w.assign({Vector2d(v[0], v[1]), Vector2d(x(3), 1)});
  std::vector<std::vector<double>> t(2);
  t[0] = {x(0), x(1)};
  t.back() = {v[0] * v[0], x(4), x(2)};
  t.emplace_back(2, x(1));
  w = {w[1], w[0], w[0]};
  double s = 0;
  for (auto &r : t)
    for (double q : r)
      s += q * q * q;
  return s + w[0].dot(w[2]) + w[1](0) * s;
}

/// An array with three indices.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double three_indices(const VectorXd &x, int n) {
  double m[2][2][2];
  for (int i = 0; i < 2; ++i)
    for (int j = 0; j < 2; ++j)
      for (int k = 0; k < 2; ++k)
        m[i][j][k] = x(i + j + k) * x(j) + i * x(k);
  double s = 0;
  for (int i = 0; i < n; ++i) {
    s += m[i][1][1] * m[i][i][1];
    m[i][0][1] *= s;
    for (double &e : m[i % 2][1])
      s += e * e;
  }
  return s + m[1][0][1] + m[0][1][0];
}

/// Unsigned integers with all their bits: the largest one says "none".
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double largest_unsigned(const VectorXd &x) {
  const std::size_t none = static_cast<std::size_t>(-1);
  const unsigned long long half = 9223372036854775808ULL;
  std::size_t best = none;
  for (std::size_t i = 0; i < static_cast<std::size_t>(x.size()); ++i)
    if (best == none || x(static_cast<Eigen::Index>(i)) < x(static_cast<Eigen::Index>(best)))
      best = i;
  double s = x(static_cast<Eigen::Index>(best));
  if (none / 2 > 5 && none > best && half - 1 == none / 2)
    s *= x(0);
  const std::size_t two = 2;
  return s * static_cast<double>(none / 4611686018427387904ULL) * static_cast<double>(std::min<std::size_t>(two - 3, 7));
}

/// Comparisons that take something else than the elements, by value, and among several.
struct Comparison {
  bool operator()(double a, double b) const { return a > b; }
  bool operator()(int a, double b) const { return a < b; }
};
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double other_comparisons(const VectorXd &x) {
  std::vector<double> w{3.7 + 0.1 * x(0), 3.2 * x(1) / x(1) + x(2), 1.9 + 0.01 * x(2), 3.4 * x(3)};
  std::stable_sort(w.begin(), w.end(), [](int a, int b) { return a < b; });
  double s = w[0] + 2 * w[1] * w[1] + 3 * w[2] * w[3];
  std::sort(w.begin(), w.end(), Comparison{});
  s += w[0] * w[1] + 5 * w[3] * w[3];
  std::sort(w.begin(), w.begin() + 3, [](auto a, auto b) { return static_cast<int>(b < a) > 0; });
  return s + w[0] * w[0] * w[2];
}

/// Strings that say what is to be computed: parameters, members, arguments and constants.
struct Settings {
  std::string kind;
  double a;
};
inline double named(const VectorXd &x, const std::string &name, const std::string &other) {
  const std::string local = name;
  if (local == "sum" && other != name)
    return x.sum();
  return x.norm();
}
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double by_name(const VectorXd &x, const std::string &kind, std::string mode, const Settings &c) {
  if (kind == "square")
    return x.squaredNorm();
  if (kind.empty() || mode.size() > 3)
    return x(0) * x(1);
  double s = named(x, kind, "none") + named(x, "sum", mode);
  for (int i = 0; i < 3; ++i)
    if (c.kind == "ab" && kind[0] == 's' && kind.find('q') != 0)
      s *= x(i);
    else if (mode.substr(0, 1) == std::string("b"))
      s += x(i) * x(i);
  return c.a * s;
}

/// Matrices, containers and objects that are returned from within a loop.
inline VectorXd halved(const VectorXd &y) {
  VectorXd z = y;
  for (int it = 0; it < 30; ++it) {
    if (z.norm() < 0.3)
      return z;
    z *= 0.5;
  }
  return z;
}
struct Pair {
  MatrixXd m;
  double a;
};
inline Pair grown(const VectorXd &y) {
  Pair p{y * y.transpose(), 1};
  while (true) {
    p.a *= 1.5;
    if (p.a > 3)
      return {2 * p.m, p.a};
    p.m += p.m * p.a;
  }
}
inline std::vector<double> first_large(const VectorXd &y) {
  std::vector<double> v(static_cast<std::size_t>(y.size()), 0.0);
  for (Eigen::Index i = 0; i < y.size(); ++i) {
    v[static_cast<std::size_t>(i)] = y(i) * y(0);
    if (y(i) > 0.5)
      return v;
  }
  return v;
}
GATEAUX_DIFFERENTIATE(tangent, gradient, hvp, objective)
inline double returned_in_loops(const VectorXd &y) {
  const Pair p = grown(y);
  double s = halved(y).sum() * p.m.sum() + p.a * p.m.squaredNorm();
  for (double v : first_large(y))
    s += v * v;
  return s;
}

/// Tuples of which the elements are given.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double emplaced_tuples(const std::vector<double> &k) {
  std::vector<std::tuple<double, int, double>> out;
  for (std::size_t j = 0; j < k.size(); ++j)
    out.emplace_back(k[j], 2, 2 * k[j]);
  return std::get<0>(out[1]) * std::get<2>(out[2]) * std::get<1>(out[0]);
}

/// Letter by letter.
struct Spelled {
  std::string word;
};
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double by_letters(double x, const std::string &kind, const Spelled &other) {
  double s = x;
  for (char c : kind)
    s *= c == 'z' ? x : 1 + 0.1 * x;
  for (const char &c : other.word) {
    if (c == '.')
      break;
    s += std::sin(c * x);
  }
  for (std::size_t i = 0; i < kind.size(); ++i)
    if (kind[i] == 'b' && kind.at(i) != other.word[0])
      s += x * x * static_cast<double>(i);
  for (char c : std::string("ab"))
    s += (c - 'a') * x * s;
  return s;
}

/// std::vector<bool>, whose elements stand for bools that are none of their own.
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double by_flags(const VectorXd &x, const std::vector<bool> &given) {
  std::vector<bool> on(static_cast<std::size_t>(x.size()), false), grown;
  for (int i = 0; i < x.size(); ++i) {
    on[static_cast<std::size_t>(i)] = x(i) > 0.4;
    if (i != 1)
      grown.push_back(!on[static_cast<std::size_t>(i)]);
  }
  on[0] = on[1];
  grown.back() = grown.front() || given[1];
  double s = 0;
  int k = 0;
  for (bool b : on) {
    s += b ? x(k) * x(k) : std::sin(x(k));
    ++k;
  }
  const std::vector<bool> copy = grown;
  for (std::size_t i = 0; i < copy.size(); ++i)
    if (copy[i] != given[i] && i < given.size())
      s *= x(0) + 1;
  return s;
}

/// std::ignore; comparisons of one's own.
inline std::tuple<double, double, int> several(double x) { return {x * x, std::sin(x), 3}; }
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double compared(const VectorXd &x) {
  double s = 0, t;
  for (int i = 0; i < x.size(); ++i)
    if (i != 1) {
      std::tie(std::ignore, t, std::ignore) = several(x(i));
      s += std::max(t, s, [](double a, double b) { return a * a < b * b; }) * x(0);
      s += std::clamp(x(i), -0.5, 0.5, std::less<double>()) + std::min(x(i), t, std::greater<double>()) * t;
    }
  return s;
}

} // namespace idioms

#endif
